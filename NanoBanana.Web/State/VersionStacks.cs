using NanoBanana.Contracts.Images;

namespace NanoBanana.Web.State;

/// <summary>
/// The pictures of a session as stacks, one for each original, newest original first. A stack keeps its place and its members, whatever is
/// made, read or deleted later: nothing moves below the eyes.
/// </summary>
public sealed class VersionStacks(ImageSet images)
{
    /// <summary>Each picture, and each that one was made from, with the stack that it belongs to.</summary>
    private readonly Dictionary<ImageId, ImageId> _stacks = [];
    private readonly HashSet<ImageId> _unfolded = [];

    /// <summary>Whether it is known which stacks this tab had unfolded before a reload.</summary>
    public bool IsRecalled { get; private set; }

    public IReadOnlyCollection<ImageId> Unfolded => _unfolded;

    public IReadOnlyList<StackedVersions> Arrange() =>
    [
        .. images.Pictures.GroupBy(StackOf).OrderByDescending(stack => stack.Key)
            .Select(stack => new StackedVersions(stack.Key, [.. stack], _unfolded.Contains(stack.Key))),
    ];

    public void Recall(IEnumerable<ImageId> unfolded)
    {
        _unfolded.UnionWith(unfolded);
        IsRecalled = true;
    }

    /// <summary>Shows all versions beside this one.</summary>
    /// <returns>Whether it changed anything.</returns>
    public bool Unfold(Image image) => _unfolded.Add(StackOf(image));

    /// <summary>Unfolds a stack, or folds it.</summary>
    public void Toggle(StackedVersions stack)
    {
        if (!_unfolded.Remove(stack.Id))
        {
            _unfolded.Add(stack.Id);
        }
    }

    private ImageId StackOf(Image image)
    {
        // The last may be one that is not read yet, or gone: those that were made from it belong together all the same.
        var line = new List<ImageId> { image.Id };
        for (var next = image.ParentId; next is { } parent; next = images.Find(parent)?.ParentId)
        {
            line.Add(parent);
        }
        var stack = line.Where(_stacks.ContainsKey).Select(id => _stacks[id]).FirstOrDefault(line[^1]);
        foreach (var id in line)
        {
            _stacks.TryAdd(id, stack);
        }
        return stack;
    }
}

/// <summary>An original and what was made of it.</summary>
/// <param name="Id">Of the original, as far back as it was known at first.</param>
/// <param name="Versions">Newest first.</param>
/// <param name="IsUnfolded">Whether all of them are shown.</param>
public sealed record StackedVersions(ImageId Id, IReadOnlyList<Image> Versions, bool IsUnfolded)
{
    /// <summary>More than one.</summary>
    public bool HasVersions => Versions.Count > 1;

    /// <summary>Where it is folded, the version that is open, else the newest.</summary>
    public IEnumerable<Image> Shown(ImageId? openId) =>
        IsUnfolded ? Versions : [Versions.FirstOrDefault(image => image.Id == openId) ?? Versions[0]];
}
