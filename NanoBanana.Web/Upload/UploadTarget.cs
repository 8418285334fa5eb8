using Microsoft.AspNetCore.Components.Forms;

namespace NanoBanana.Web.Upload;

/// <summary>Where a script sends files to, and with which header it proves that it belongs to this page.</summary>
/// <param name="Url">Takes a file in one request.</param>
/// <param name="SessionId">The file belongs there.</param>
/// <param name="Header">Its name.</param>
/// <param name="Token">Its value.</param>
/// <param name="PartsUrl">Takes a file in parts.</param>
/// <param name="PartsFrom">Files with more bytes than this are sent in parts.</param>
internal sealed record UploadTarget(
    string Url, SessionId SessionId, string Header, string? Token, string PartsUrl = ResumableForm.Path, long PartsFrom = 8 << 20)
{
    public static UploadTarget ForImport(AntiforgeryStateProvider antiforgery) => new(
        UploadForm.ImportPath, default, UploadScript.AntiforgeryHeader, antiforgery.GetAntiforgeryToken()?.Value);

    public static UploadTarget For(SessionId sessionId, AntiforgeryStateProvider antiforgery) => new(
        $"{UploadForm.Path}/{sessionId}", sessionId, UploadScript.AntiforgeryHeader, antiforgery.GetAntiforgeryToken()?.Value);
}

/// <summary>What the script got back.</summary>
internal sealed record UploadAnswer(int Status, string Body);
