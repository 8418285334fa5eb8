using NanoBanana.Core.Engines.Remote;

namespace NanoBanana.Core.Engines.Gemini;

/// <summary>
/// What Gemini is told: it has no parameters for the roles of pictures, for a mask or for what came before, so words say it.
/// </summary>
internal static class GeminiPrompt
{
    /// <param name="prompt">The words of the one who asks.</param>
    /// <param name="pictures">The first is changed.</param>
    /// <param name="mask">Where the first may change.</param>
    /// <param name="maskPicture">The mask to look at, when the model takes one more picture.</param>
    public static GeminiContent Ask(string prompt, IReadOnlyList<RemotePicture> pictures, MaskPicture? mask, RemotePicture? maskPicture)
    {
        var words = prompt;
        if (pictures.Count > 1)
        {
            words += "\n\nThe first picture is the one to change; the others are for reference.";
        }

        if (mask?.Box() is { } box)
        {
            words += $"\n\nChange the first picture only inside the area from {Percent(box.Left)} to {Percent(box.Right)} of its width "
                + $"and from {Percent(box.Top)} to {Percent(box.Bottom)} of its height, counted from the top left. "
                + "Keep everything else exactly as it is, in the same place.";
            words += maskPicture is null
                ? ""
                : " The last picture is a mask of the first: white is the area that may change, black must stay.";
        }

        return User([new() { Text = words }, .. pictures.Select(Picture), .. maskPicture is null ? [] : new[] { Picture(maskPicture) }]);
    }

    /// <summary>
    /// An earlier edit. It is told as the user's own words: newer models refuse turns of theirs that they have not signed, and these
    /// results may be another engine's.
    /// </summary>
    /// <param name="result">Null for the last one: its result is the picture that is to be changed now.</param>
    public static GeminiContent Earlier(string prompt, RemotePicture? result) => result is null
        ? User([new() { Text = $"Before, I asked for this, and the first picture of my next request came of it: {prompt}" }])
        : User([new() { Text = $"Before, I asked for this, and the following picture came of it: {prompt}" }, Picture(result)]);

    private static GeminiContent User(IReadOnlyList<GeminiPart> parts) => new() { Role = "user", Parts = parts };

    private static GeminiPart Picture(RemotePicture picture) =>
        new() { InlineData = new() { MimeType = picture.ContentType, Data = picture.File } };

    private static string Percent(double share) => $"{Math.Round(share * 100)} %";
}
