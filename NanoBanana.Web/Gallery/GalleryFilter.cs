namespace NanoBanana.Web.Gallery;

/// <summary>What the gallery shows; null is everything.</summary>
/// <param name="Query">Words of the prompt or the file name.</param>
/// <param name="SessionId">Only this session's.</param>
/// <param name="Engine">Only what this engine made.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="Starred">Only what has a star.</param>
/// <param name="Deleted">What is in the bin instead.</param>
public sealed record GalleryFilter(
    string? Query, SessionId? SessionId, string? Engine, DateOnly? From, DateOnly? To, bool Starred, bool Deleted)
{
    public static readonly GalleryFilter None = new(null, null, null, null, null, false, false);

    public bool IsEmpty => this == None;

    public bool IsWholeBin => this == None with { Deleted = true };
}
