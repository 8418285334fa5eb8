using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Images;

namespace NanoBanana.Web.State;

/// <summary>The picture in the middle, and what it is compared with.</summary>
public sealed class SelectedImageState(SessionState session)
{
    private readonly Dictionary<EditId, int> _awaited = [];
    private int _choices;

    public ImageId? Id { get; private set; }

    /// <summary>The version that is laid beside it; null unless two are compared.</summary>
    public ImageId? BeforeId { get; private set; }

    /// <summary>Whether something is painted on it.</summary>
    public bool HasMask { get; private set; }

    public Image? Image => Id is { } id ? session.Images.Find(id) : null;

    public Image? Before => BeforeId is { } id ? session.Images.Find(id) : null;

    /// <summary>Counts what the user did to the canvas; an edit's result opens by itself only if this has not moved since.</summary>
    public int Choices => _choices;

    public event Action? Changed;

    /// <summary>The user opens it.</summary>
    public void Choose(ImageId id)
    {
        _choices++;
        Show(id);
    }

    /// <summary>Nothing is open yet, or what was is gone: the newest is shown.</summary>
    public void ShowNewest()
    {
        if (Image is null)
        {
            Show(session.Images.Pictures.FirstOrDefault(image => image.Status is not ImageStatus.Rejected)?.Id);
        }
    }

    public void CompareWith(ImageId? id)
    {
        _choices++;
        BeforeId = id == Id ? null : id;
        Changed?.Invoke();
    }

    public void Swap()
    {
        _choices++;
        (Id, BeforeId) = (BeforeId, Id);
        Changed?.Invoke();
    }

    public void Painted(ImageId id, bool hasMask)
    {
        if (id == Id && hasMask != HasMask)
        {
            _choices++;
            HasMask = hasMask;
            Changed?.Invoke();
        }
    }

    /// <summary>Its first result is to be opened, unless the user turns to something else before.</summary>
    public void Await(Edit edit) => _awaited.TryAdd(edit.Id, _choices);

    /// <summary>Called whenever an edit got further, or a picture that it made.</summary>
    public void Arrive(Edit edit)
    {
        if (edit.ResultIds is [var first, ..] && session.Images.Find(first) is { Status: ImageStatus.Ready }
            && _awaited.Remove(edit.Id, out var choices) && choices == _choices)
        {
            Show(first);
        }
    }

    private void Show(ImageId? id)
    {
        if (id != Id)
        {
            (Id, BeforeId, HasMask) = (id, BeforeId is not null && id is { } shown ? Comparable(shown) : null, false);
            Changed?.Invoke();
        }
    }

    /// <summary>While comparing, another picture is compared with what it was made from; an original ends it.</summary>
    private ImageId? Comparable(ImageId id) =>
        session.Images.Find(id)?.ParentId is { } parent && !session.Images.IsGone(parent) ? parent : null;
}
