using Microsoft.Extensions.Options;
using NanoBanana.Core.Sharing;

namespace NanoBanana.Api.Sharing;

/// <summary>The pages of the web app that links lead to.</summary>
internal sealed class ShareLinks(IOptions<SharingOptions> options)
{
    public string Join(string code) => At($"join/{code}");

    public string Snapshot(string id) => At($"snapshots/{id}");

    public string PasswordReset(string code) => At($"reset/{code}");

    private string At(string path) => options.Value.WebAddress is { } web ? $"{web.AbsoluteUri.TrimEnd('/')}/{path}" : $"/{path}";
}
