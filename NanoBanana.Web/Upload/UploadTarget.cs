using Microsoft.AspNetCore.Components.Forms;

namespace NanoBanana.Web.Upload;

/// <summary>Where a script sends files to, and with which header it proves that it belongs to this page.</summary>
internal sealed record UploadTarget(string Url, string SessionId, string Header, string? Token)
{
    public static UploadTarget ForImport(AntiforgeryStateProvider antiforgery) => new(
        UploadForm.ImportPath, "", UploadScript.AntiforgeryHeader, antiforgery.GetAntiforgeryToken()?.Value);

    public static UploadTarget For(string sessionId, AntiforgeryStateProvider antiforgery) => new(
        $"{UploadForm.Path}/{sessionId}", sessionId, UploadScript.AntiforgeryHeader, antiforgery.GetAntiforgeryToken()?.Value);
}

/// <summary>What the script got back.</summary>
internal sealed record UploadAnswer(int Status, string Body);
