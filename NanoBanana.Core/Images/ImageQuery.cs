namespace NanoBanana.Core.Images;

/// <summary>What a gallery shows. Every word has to be found in the file name or in a text that came with the image.</summary>
/// <param name="After">Only what was made then or later.</param>
/// <param name="Before">Only what was made before.</param>
internal sealed record ImageQuery(
    string[]? Words, SessionId? SessionId, string? Engine, DateTimeOffset? After = null, DateTimeOffset? Before = null)
{
    /// <summary>Only what is marked, or what is not.</summary>
    public bool? Starred { get; init; }

    /// <summary>Only what has this tag, in any case.</summary>
    public string? Tag { get; init; }

    /// <summary>Only what is in the bin, and may be restored by who asks; otherwise nothing of it.</summary>
    public bool Deleted { get; init; }

    public bool IsEmpty =>
        Words is null && Engine is null && After is null && Before is null && Starred is null && Tag is null && !Deleted;

    public static ImageQuery From(
        string? text, SessionId? sessionId, string? engine, DateTimeOffset? after = null, DateTimeOffset? before = null,
        bool? starred = null, string? tag = null, bool deleted = false)
    {
        var words = text?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return new(words is { Length: > 0 } ? words : null, Blank(sessionId?.Value) is null ? null : sessionId, Blank(engine), after,
            before)
        {
            Starred = starred,
            Tag = Blank(tag)?.Trim().Normalize(),
            Deleted = deleted,
        };
    }

    public bool Matches(ImageRow image, IEnumerable<string> texts) =>
        (Engine is null || image.Engine == Engine)
        && (Starred is null || image.Starred == Starred)
        && (Tag is null || image.Tags?.Contains(Tag, StringComparer.OrdinalIgnoreCase) == true)
        && image.CreatedAt >= (After ?? DateTimeOffset.MinValue) && image.CreatedAt < (Before ?? DateTimeOffset.MaxValue)
        && (Words is null || Words.All(word => Has(image.FileName, word) || texts.Any(text => Has(text, word))));

    private static bool Has(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
