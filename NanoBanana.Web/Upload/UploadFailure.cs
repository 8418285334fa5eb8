using System.Text.Json;
using Microsoft.Extensions.Localization;
using NanoBanana.Contracts;
using NanoBanana.Web.Layout;
using NanoBanana.Web.Resources;

namespace NanoBanana.Web.Upload;

/// <summary>Why a file was not taken, in the reader's words.</summary>
/// <param name="Text">What happened and what to do next.</param>
/// <param name="CanRetry">Whether the same file may be taken another time.</param>
internal sealed record UploadFailure(string Text, bool CanRetry)
{
    /// <param name="text">The words.</param>
    /// <param name="status">Of the answer; 0 without one.</param>
    /// <param name="body">A problem document, or what something in between said.</param>
    public static UploadFailure Of(IStringLocalizer<Text> text, int status, string body) => (status, CodeOf(body)) switch
    {
        (0, _) => new(text["UploadInterrupted"], true),
        (StatusCodes.Status401Unauthorized, _) => new(text["FailedSignedOut"], false),
        (StatusCodes.Status404NotFound, _) => new(text["FailedNotFound"], false),
        (StatusCodes.Status507InsufficientStorage, _) or (_, "storage-full") => new(text["UploadStorageFull"], true),
        (_, "empty-file") => new(text["UploadEmpty"], false),
        (_, "heic") => new(text["UploadHeic"], false),
        (_, "too-many-pixels") => new(text["UploadTooManyPixels", Limits.ImageMaxPixels / 1_000_000], false),
        (_, "too-many-frames") => new(text["UploadTooManyFrames"], false),
        (_, "malware") => new(text["UploadMalware"], false),
        (StatusCodes.Status413PayloadTooLarge, _) => new(text["UploadTooLarge", FileSize.Say(Limits.ImageMaxBytes)], false),
        (StatusCodes.Status415UnsupportedMediaType, _) => new(text["UploadNotAnImage"], false),
        (StatusCodes.Status422UnprocessableEntity, _) => new(text["UploadRefused"], false),
        (StatusCodes.Status429TooManyRequests, _) => new(text["FailedTooMany"], true),
        ( >= StatusCodes.Status500InternalServerError, _) => new(text["FailedUnreachable"], true),
        _ => new(text["Failed"], false),
    };

    /// <summary>Of the zip of a session.</summary>
    public static UploadFailure OfImport(IStringLocalizer<Text> text, int status, string body) => (status, CodeOf(body)) switch
    {
        (StatusCodes.Status413PayloadTooLarge, _) => new(text["ImportTooLarge", FileSize.Say(Limits.ImportMaxBytes)], false),
        (StatusCodes.Status400BadRequest or StatusCodes.Status415UnsupportedMediaType, _) or (_, "import-refused") =>
            new(text["ImportRefused"], false),
        _ => Of(text, status, body),
    };

    /// <summary>Of a file that was not sent.</summary>
    public static UploadFailure OfFile(IStringLocalizer<Text> text, string code) =>
        Of(text, StatusCodes.Status415UnsupportedMediaType, $$"""{"code":"{{code}}","title":"","detail":""}""");

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
