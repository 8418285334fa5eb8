using System.Text.Json;
using NanoBanana.Contracts;
using NanoBanana.Web.Layout;
using NanoBanana.Web.Resources;

namespace NanoBanana.Web.Upload;

/// <summary>Why a file was not taken, in the reader's words.</summary>
/// <param name="Message">What happened and what to do next.</param>
/// <param name="CanRetry">Whether the same file may be taken another time.</param>
internal sealed record UploadFailure(string Message, bool CanRetry)
{
    /// <param name="status">Of the answer; 0 without one.</param>
    /// <param name="body">A problem document, or what something in between said.</param>
    public static UploadFailure OfBody(int status, string body) => Of(status, CodeOf(body));

    /// <param name="status">Of the answer; 0 without one.</param>
    /// <param name="code">Of the problem; null without one.</param>
    public static UploadFailure Of(int status, string? code) => (status, code) switch
    {
        (0, _) => new(Text.UploadInterrupted, true),
        (StatusCodes.Status401Unauthorized, _) => new(Text.FailedSignedOut, false),
        (StatusCodes.Status404NotFound, _) => new(Text.FailedNotFound, false),
        (StatusCodes.Status507InsufficientStorage, _) or (_, "storage-full") => new(Text.UploadStorageFull, true),
        (_, "empty-file") => new(Text.UploadEmpty, false),
        (_, "unsupported-kind") => new(Text.UploadUnsupported, false),
        (_, "heic") => new(Text.UploadHeic, false),
        (_, "too-many-pixels") => new(Text.FormatUploadTooManyPixels(Limits.ImageMaxPixels / 1_000_000), false),
        (_, "too-many-frames") => new(Text.UploadTooManyFrames, false),
        (_, "address-unreachable") => new(Text.FetchUnreachable, false),
        (_, "address-too-slow") => new(Text.FetchTooSlow, true),
        (_, "address-refused") => new(Text.FetchRefused, false),
        (_, "malware") => new(Text.UploadMalware, false),
        (StatusCodes.Status413PayloadTooLarge, _) => new(Text.FormatUploadTooLarge(FileSize.Say(Limits.ImageMaxBytes)), false),
        (StatusCodes.Status415UnsupportedMediaType, _) => new(Text.UploadNotAnImage, false),
        (StatusCodes.Status422UnprocessableEntity, _) => new(Text.UploadRefused, false),
        (StatusCodes.Status429TooManyRequests, _) => new(Text.FailedTooMany, true),
        ( >= StatusCodes.Status500InternalServerError, _) => new(Text.FailedUnreachable, true),
        _ => new(Text.Failed, false),
    };

    /// <summary>Of the zip of a session.</summary>
    public static UploadFailure OfImport(int status, string body) => (status, CodeOf(body)) switch
    {
        (StatusCodes.Status413PayloadTooLarge, _) => new(Text.FormatImportTooLarge(FileSize.Say(Limits.ImportMaxBytes)), false),
        (StatusCodes.Status400BadRequest or StatusCodes.Status415UnsupportedMediaType, _) or (_, "import-refused") =>
            new(Text.ImportRefused, false),
        _ => OfBody(status, body),
    };

    /// <summary>Of a file that was not sent.</summary>
    public static UploadFailure OfFile(string code) =>
        Of(StatusCodes.Status415UnsupportedMediaType, code);

    private static string? CodeOf(string body)
    {
        try
        {
            return body.Length == 0 ? null : JsonSerializer.Deserialize(body, ContractJson.Default.Problem)?.Code;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
