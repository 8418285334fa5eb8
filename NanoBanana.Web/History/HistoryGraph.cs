using System.Globalization;
using NanoBanana.Contracts.Images;

namespace NanoBanana.Web.History;

/// <summary>
/// Where the versions of a picture stand: what was made of one is to its right, and each further branch has a row of its own.
/// </summary>
internal sealed class HistoryGraph
{
    private const int ColumnPitch = 188;
    private const int RowPitch = 156;
    private const int CardWidth = 152;
    private const int PictureHeight = 96;

    private readonly HashSet<ImageId> _ids;

    private HistoryGraph(IReadOnlyList<Version> versions, IReadOnlyList<string> lines)
    {
        (Versions, Lines) = (versions, lines);
        _ids = [.. versions.Select(version => version.Image.Id)];
        Width = (versions.Select(version => version.Column).DefaultIfEmpty().Max() * ColumnPitch) + CardWidth;
        Height = (versions.Select(version => version.Row).DefaultIfEmpty().Max() + 1) * RowPitch;
    }

    /// <summary>Row by row, from left to right: the order in which they are read.</summary>
    public IReadOnlyList<Version> Versions { get; }

    /// <summary>A path for each edge, in the same pixels as <see cref="Width"/> and <see cref="Height"/>.</summary>
    public IReadOnlyList<string> Lines { get; }

    public int Width { get; }

    public int Height { get; }

    public bool Has(ImageId id) => _ids.Contains(id);

    public static HistoryGraph Of(Lineage lineage)
    {
        var inputs = lineage.Edges.ToLookup(edge => edge.To, edge => edge.From);
        // Oldest first: what something was made from has its column already.
        var columns = new Dictionary<ImageId, int>();
        foreach (var image in lineage.Nodes)
        {
            columns[image.Id] = inputs[image.Id].Select(from => columns.GetValueOrDefault(from, -1) + 1).DefaultIfEmpty().Max();
        }
        var rows = Rows(lineage.Nodes, image => ParentOf(image, inputs[image.Id]));
        return new(
            [
                .. lineage.Nodes.Select(image => new Version(image, columns[image.Id], rows[image.Id]))
                    .OrderBy(version => (version.Row, version.Column)),
            ],
            [.. lineage.Edges.Select(edge => Line(columns[edge.From], rows[edge.From], columns[edge.To], rows[edge.To]))]);
    }

    public static string StyleOf(Version version) =>
        string.Create(CultureInfo.InvariantCulture, $"left: {version.Column * ColumnPitch}px; top: {version.Row * RowPitch}px");

    /// <summary>The first input, unless the picture says from which one it was made; null where it was uploaded.</summary>
    private static ImageId? ParentOf(Image image, IEnumerable<ImageId> inputs) =>
        image.ParentId is { } parent && inputs.Contains(parent) ? parent : inputs.Select(input => (ImageId?)input).FirstOrDefault();

    /// <summary>The first that came of a version goes on in its row; every other one begins a new row below.</summary>
    private static Dictionary<ImageId, int> Rows(IReadOnlyList<Image> images, Func<Image, ImageId?> parentOf)
    {
        var children = images.ToLookup(parentOf);
        var rows = new Dictionary<ImageId, int>();
        var next = 0;
        var open = new Stack<(Image Image, int? Row)>(children[null].Reverse().Select(root => (root, (int?)null)));
        while (open.TryPop(out var top))
        {
            var row = rows[top.Image.Id] = top.Row ?? next++;
            foreach (var (place, child) in children[top.Image.Id].Index().Reverse())
            {
                open.Push((child, place == 0 ? row : null));
            }
        }
        return rows;
    }

    private static string Line(int fromColumn, int fromRow, int toColumn, int toRow)
    {
        var (left, right) = ((fromColumn * ColumnPitch) + CardWidth, toColumn * ColumnPitch);
        var (from, to) = ((fromRow * RowPitch) + (PictureHeight / 2), (toRow * RowPitch) + (PictureHeight / 2));
        var bend = right - ((ColumnPitch - CardWidth) / 2);
        return string.Create(CultureInfo.InvariantCulture, $"M{left} {from}H{bend - 18}C{bend} {from} {bend} {to} {right} {to}");
    }
}
