using System.Text.Json.Serialization;

namespace NanoBanana.Contracts.Images;

/// <summary>One image of a session.</summary>
/// <param name="Id">Opaque; sorts by creation time.</param>
/// <param name="SessionId">The session it belongs to.</param>
/// <param name="Status"><c>processing</c> until its thumbnail is made, then <c>ready</c> or <c>rejected</c>.</param>
/// <param name="FileName">As uploaded, without folders, at most 255 characters.</param>
/// <param name="ContentType">
/// By its content: <c>image/jpeg</c>, <c>png</c>, <c>webp</c>, <c>gif</c>, <c>avif</c>, <c>bmp</c> or <c>tiff</c>.
/// </param>
/// <param name="Width">Pixels, upright.</param>
/// <param name="Height">Pixels, upright.</param>
/// <param name="Bytes">Size of the original.</param>
/// <param name="Sha256">Of the original, lower-case hexadecimal.</param>
/// <param name="Url">The original, relative to the API's address; signed, expires.</param>
/// <param name="ThumbnailUrl">The thumbnail, once it is made; signed, expires.</param>
/// <param name="ParentId">The image it was made from (the first input).</param>
/// <param name="EditId">The edit that made it.</param>
/// <param name="Drift">How far the result went beyond what was asked.</param>
/// <param name="CreatedAt">When it was uploaded or made.</param>
/// <param name="Problem">Why it was rejected.</param>
public sealed record Image(
    ImageId Id, SessionId SessionId, ImageStatus Status, string FileName, string ContentType, int Width, int Height,
    long Bytes, string Sha256, string Url, string? ThumbnailUrl, ImageId? ParentId, EditId? EditId, Drift? Drift,
    DateTimeOffset CreatedAt, Problem? Problem)
{
    /// <summary>Whether a member of the session marked it; for all members alike.</summary>
    public bool Starred { get; init; }

    /// <summary>What members of the session named it; at most <see cref="Limits.ImageMaxTags"/>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>When it was deleted; only in the list of the bin. It has no <see cref="Url"/> until it is restored.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>
    /// The picture as a PNG of full size where browsers do not show the original (BMP, TIFF), once the image is ready; signed, expires.
    /// Null for all others: show <c>url</c>.
    /// </summary>
    public string? DisplayUrl { get; init; }

    /// <summary>What a browser shows at full size.</summary>
    [JsonIgnore]
    public string ShownUrl => DisplayUrl ?? Url;
}

/// <summary>What to change of an image; what is null stays as it is.</summary>
/// <param name="Starred">Whether it is marked.</param>
/// <param name="Tags">
/// All its tags from then on: at most <see cref="Limits.ImageMaxTags"/> of 1 to <see cref="Limits.TagMaxLength"/> characters. Blanks around
/// them, and tags that differ in case only, are dropped.
/// </param>
public sealed record UpdateImageRequest(bool? Starred, IReadOnlyList<string?>? Tags);

/// <summary>Where an image is on its way.</summary>
[JsonConverter(typeof(LowerCaseEnumConverter<ImageStatus>))]
public enum ImageStatus
{
    /// <summary>Stored; its thumbnail is being made.</summary>
    Processing,
    /// <summary>Thumbnail and preview can be read.</summary>
    Ready,
    /// <summary>Decoding failed; <see cref="Image.Problem"/> says why.</summary>
    Rejected,
}

/// <summary>Codes of <see cref="Image.Problem"/> that programs look at.</summary>
public static class ImageProblemCodes
{
    /// <summary>In a <see cref="Lineage"/> only: the image is deleted, but others came of it or it came of others.</summary>
    public const string Deleted = "deleted";
}

/// <summary>Which bytes of an image are asked for.</summary>
[JsonConverter(typeof(LowerCaseEnumConverter<ImageVariant>))]
public enum ImageVariant
{
    /// <summary>As uploaded, byte for byte.</summary>
    Original,
    /// <summary>WebP, longest edge 512 px, upright, no metadata.</summary>
    Thumbnail,
    /// <summary>WebP, longest edge 1280 px, upright, no metadata.</summary>
    Preview,
    /// <summary>At full size, as browsers show it: of BMP and TIFF a PNG (upright, 8 bits, sRGB, no metadata), else the original.</summary>
    Display,
}

/// <summary>How far a result went beyond what was asked.</summary>
/// <param name="Changed">Share of pixels changed outside what was asked, 0–1.</param>
/// <param name="Dx">Shift to the right in pixels.</param>
/// <param name="Dy">Shift downwards in pixels.</param>
public sealed record Drift(double Changed, double Dx, double Dy);

/// <summary>One file of a batch: either its image or its problem.</summary>
public sealed record BatchItem(string FileName, Image? Image, Problem? Problem);

/// <summary>The answer to a batch upload, one item a file, in the order they were sent.</summary>
public sealed record BatchResult(IReadOnlyList<BatchItem> Items);

/// <summary>Every version an image came from or led to.</summary>
/// <param name="Nodes">
/// Oldest first. A deleted one stays as <c>rejected</c> with the problem <see cref="ImageProblemCodes.Deleted"/>, an empty <c>url</c>, no
/// bytes and no name; its own GET is 404.
/// </param>
/// <param name="Edges">One from every input of an edit to every result of it.</param>
public sealed record Lineage(IReadOnlyList<Image> Nodes, IReadOnlyList<LineageEdge> Edges);

/// <summary><paramref name="To"/> was made from <paramref name="From"/>.</summary>
public sealed record LineageEdge(ImageId From, ImageId To, EditId EditId);
