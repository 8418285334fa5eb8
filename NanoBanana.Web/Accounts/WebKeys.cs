using StackExchange.Redis;

namespace NanoBanana.Web.Accounts;

/// <summary>
/// Every Redis key of the web app. A cookie sign-in has a random key of its own, KEY; what belongs to it shares the slot <c>{w:KEY}</c>.
/// </summary>
internal static class WebKeys
{
    /// <summary>List of the data-protection keys as XML, each encrypted, shared by all replicas.</summary>
    public const string DataProtection = "web:data-protection";

    /// <summary>String: who is signed in, encrypted; ends with the cookie.</summary>
    public static RedisKey Ticket(string key) => $"{{w:{key}}}:ticket";

    /// <summary>String: access and refresh token, encrypted; ends with the refresh token.</summary>
    public static RedisKey Tokens(string key) => $"{{w:{key}}}:tokens";

    /// <summary>String: who refreshes the tokens now; ends by itself.</summary>
    public static RedisKey RefreshLock(string key) => $"{{w:{key}}}:refresh";

    /// <summary>Channel: this cookie is signed out.</summary>
    public static RedisChannel SignedOut(string key) => RedisChannel.Literal($"{{w:{key}}}:signed-out");
}
