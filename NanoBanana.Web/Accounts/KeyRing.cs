using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using StackExchange.Redis;

namespace NanoBanana.Web.Accounts;

/// <summary>Keeps the data-protection keys in Redis, so that every replica reads every cookie.</summary>
internal sealed class KeyRing(IConnectionMultiplexer redis) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. redis.GetDatabase().ListRange(WebKeys.DataProtection).Select(value => XElement.Parse((string?)value ?? ""))];

    public void StoreElement(XElement element, string friendlyName) =>
        redis.GetDatabase().ListRightPush(WebKeys.DataProtection, element.ToString(SaveOptions.DisableFormatting));
}
