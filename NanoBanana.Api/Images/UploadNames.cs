using Microsoft.Net.Http.Headers;
using NanoBanana.Contracts;

namespace NanoBanana.Api.Images;

/// <summary>Names of uploaded files: without folders and control characters, at most 255 characters.</summary>
internal static class UploadNames
{
    private const string Unnamed = "image";

    public static string Clean(ContentDispositionHeaderValue disposition)
    {
        var name = disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName);
        return Clean(name.ToString());
    }

    public static string Clean(string text)
    {
        text = text[(text.LastIndexOfAny(['/', '\\']) + 1)..];
        text = string.Concat(text.Where(letter => !char.IsControl(letter))).Trim();
        if (text.Length > Limits.FileNameMaxLength)
        {
            var cutsPair = char.IsHighSurrogate(text[Limits.FileNameMaxLength - 1]);
            text = text[..(cutsPair ? Limits.FileNameMaxLength - 1 : Limits.FileNameMaxLength)];
        }

        return text.Length == 0 ? Unnamed : text;
    }
}
