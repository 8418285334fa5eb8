using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Images;

namespace NanoBanana.Web.State;

/// <summary>
/// Undo and redo: opens the version that the open picture came from, or one that was made of it. Nothing is made or deleted.
/// </summary>
public sealed class UndoState(NanoBananaClient api, SessionState session)
{
    private readonly Dictionary<ImageId, ImageId> _left = [];
    private Dictionary<ImageId, Image> _versions = [];
    private (ImageId?, int) _asked;
    private Task _reading = Task.CompletedTask;

    /// <summary>What undo opens: the nearest version before the open one that was not deleted.</summary>
    public Image? Earlier => session.Picture.Image is { } open ? OriginOf(open) : null;

    /// <summary>What redo opens: the version of the open picture that was looked at last, else the newest.</summary>
    public Image? Later => session.Picture.Id is { } open ? LastSeen(open) ?? Newest(open) : null;

    /// <summary>Reads the versions from the API where those on the screen don't answer. Repeated calls wait for the same answer.</summary>
    public Task ReadAsync(CancellationToken cancellationToken)
    {
        var asked = (session.Picture.Id, session.Images.Lineages);
        if (session.Picture.Image is { } open && asked != _asked && !IsAnswered(open))
        {
            _asked = asked;
            _reading = ReadAsync(open.Id, cancellationToken);
        }
        return _reading;
    }

    /// <summary>Opens the version before; its id, or null where there is none.</summary>
    public ImageId? Undo() => Open(Earlier);

    /// <summary>Opens the version after; its id, or null where there is none.</summary>
    public ImageId? Redo() => Open(Later);

    /// <summary>Redo comes back to the picture that is open now.</summary>
    public void Remember()
    {
        if (Earlier is { } earlier)
        {
            _left[earlier.Id] = session.Picture.Id!.Value;
        }
    }

    private ImageId? Open(Image? version)
    {
        if (version is not null)
        {
            Remember();
            session.Images.Know(version);
            session.Picture.Choose(version.Id);
        }
        return version?.Id;
    }

    private async Task ReadAsync(ImageId id, CancellationToken cancellationToken)
    {
        try
        {
            _versions = (await api.GetLineageAsync(id, cancellationToken)).Nodes.ToDictionary(image => image.Id);
        }
        catch
        {
            _asked = default;
            throw;
        }
        session.Tell();
    }

    /// <summary>Newer pictures than one of the list are in the list, too, unless a deleted one lies between.</summary>
    private bool IsAnswered(Image open) =>
        (open.ParentId is not { } parent || Find(parent) is not null)
        && (Later is not null || (session.Images.IsListed(open.Id) && !session.Images.HasGone));

    private Image? LastSeen(ImageId open) =>
        _left.TryGetValue(open, out var left) && Find(left) is { } image && OriginOf(image)?.Id == open ? image : null;

    private Image? Newest(ImageId open) => session.Images.Pictures.Select(image => image.Id).Union(_versions.Keys)
        .Where(id => id.CompareTo(open) > 0)
        .OrderDescending()
        .Select(Find)
        .FirstOrDefault(image => image is not null && OriginOf(image)?.Id == open);

    private Image? OriginOf(Image image)
    {
        for (var next = image.ParentId; next is { } id; next = _versions.GetValueOrDefault(id)?.ParentId)
        {
            if (Find(id) is { } origin)
            {
                return origin;
            }
        }
        return null;
    }

    /// <summary>One that can be shown.</summary>
    private Image? Find(ImageId id) =>
        !session.Images.IsGone(id) && (session.Images.Find(id) ?? _versions.GetValueOrDefault(id)) is { Status: ImageStatus.Ready } image
            ? image
            : null;
}
