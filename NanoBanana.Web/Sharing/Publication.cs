using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Sharing;

namespace NanoBanana.Web.Sharing;

/// <summary>What a public copy is to show: the picture in view and nothing else, unless more is chosen.</summary>
/// <param name="version">The picture in view, once it is ready.</param>
/// <param name="before">What it was made from, or is compared with.</param>
/// <param name="hasPictures">Whether the session has any; without pictures its messages alone can be published.</param>
internal sealed class Publication(Image? version, Image? before, bool hasPictures)
{
    private readonly HashSet<ImageId> _ticked = [];

    public Image? Version { get; } = version;

    public Image? Before { get; } = before?.Status is ImageStatus.Ready ? before : null;

    public PublishedPart Part { get; set; } = version is null ? PublishedPart.Ticked : PublishedPart.Version;

    public bool WithMessages { get; set; }

    public IReadOnlySet<ImageId> Ticked => _ticked;

    public void Tick(ImageId id, bool ticked) => _ = ticked ? _ticked.Add(id) : _ticked.Remove(id);

    /// <summary>Null while nothing is chosen.</summary>
    public CreateSnapshotRequest? Request => (Part, hasPictures) switch
    {
        (_, false) => WithMessages ? new(Messages: true) : null,
        (PublishedPart.Version, _) when Version is { } one => new([one.Id], WithMessages),
        (PublishedPart.Both, _) when (Before, Version) is ({ } old, { } one) => new([old.Id, one.Id], WithMessages),
        (PublishedPart.Ticked, _) when _ticked.Count > 0 => new([.. _ticked], WithMessages),
        _ => null,
    };
}

/// <summary>Which pictures of a session become public.</summary>
internal enum PublishedPart
{
    /// <summary>The picture in view.</summary>
    Version,
    /// <summary>The same with what it was made from.</summary>
    Both,
    /// <summary>Those that are ticked in a list of all.</summary>
    Ticked,
}
