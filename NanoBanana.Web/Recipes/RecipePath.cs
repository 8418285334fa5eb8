using NanoBanana.Contracts.Images;

namespace NanoBanana.Web.Recipes;

/// <summary>The versions that a version came from, nearest first, and the edits between.</summary>
internal sealed class RecipePath
{
    private readonly List<(Image Image, EditId EditId)> _before = [];

    private RecipePath()
    {
    }

    /// <summary>Where a recipe may begin: nearest first, the original last.</summary>
    public IReadOnlyList<Image> Starts => [.. _before.Select(step => step.Image)];

    public static RecipePath Of(Lineage lineage, ImageId toImageId)
    {
        var (path, images) = (new RecipePath(), lineage.Nodes.ToDictionary(image => image.Id));
        var image = images.GetValueOrDefault(toImageId);
        while (image is { ParentId: { } parent, EditId: { } edit } && path._before.Count < images.Count
            && (image = images.GetValueOrDefault(parent)) is { } before)
        {
            path._before.Add((before, edit));
        }

        return path;
    }

    /// <summary>The edits behind a start, first to last.</summary>
    public IReadOnlyList<EditId> EditsAfter(ImageId fromImageId)
    {
        var steps = _before.FindIndex(step => step.Image.Id == fromImageId) + 1;
        return [.. _before.Take(steps).Select(step => step.EditId).Reverse()];
    }
}
