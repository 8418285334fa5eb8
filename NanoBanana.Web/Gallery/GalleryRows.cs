using NanoBanana.Contracts.Images;

namespace NanoBanana.Web.Gallery;

/// <summary>
/// Fills lines of one height with pictures in their own shapes. A line is stretched or squeezed a little to be full, so that it begins and
/// ends where the others do.
/// </summary>
/// <param name="Width">Of a line, in pixels.</param>
/// <param name="Height">Of the pictures.</param>
/// <param name="Gap">Between two.</param>
internal sealed record GalleryRows(double Width, double Height, double Gap)
{
    private const double Narrowest = 0.45;
    private const double Widest = 3.2;
    private const double MostSqueeze = 0.82;
    private const double MostStretch = 1.3;

    /// <param name="images">Newest first.</param>
    /// <param name="stacks">Versions that a newer one was made from stand behind it.</param>
    /// <param name="dayOf">On which day a picture was made, where the reader is.</param>
    public IReadOnlyList<GalleryRow> Fill(IReadOnlyList<Image> images, bool stacks, Func<Image, DateOnly> dayOf)
    {
        var rows = new List<GalleryRow>();
        var line = new List<GalleryCell>();
        var (start, place, day) = (0, 0, default(DateOnly?));
        foreach (var (image, versions) in stacks ? Stack(images) : images.Select(image => (image, 1)))
        {
            var natural = Height * Math.Clamp((double)image.Width / image.Height, Narrowest, Widest);
            if (line.Count > 0 && Room(line, natural) < MostSqueeze)
            {
                Close(full: true);
            }
            var on = dayOf(image);
            line.Add(new(image, versions, natural, on == day ? null : on));
            (day, place) = (on, place + 1);
        }
        Close(full: false);
        return rows;

        void Close(bool full)
        {
            if (line.Count == 0)
            {
                return;
            }
            var fit = Math.Min(Room(line, null), full ? MostStretch : 1);
            rows.Add(new(start, [.. line.Select(cell => cell with { Width = Math.Floor(cell.Width * fit) })]));
            line.Clear();
            start = place;
        }
    }

    /// <summary>By how much the pictures of a line have to grow to fill it, with one more if there is one.</summary>
    private double Room(List<GalleryCell> line, double? more) =>
        (Width - Gap * (line.Count - (more is null ? 1 : 0))) / (line.Sum(cell => cell.Width) + (more ?? 0));

    /// <summary>
    /// Each picture with the versions behind it. Only what a newer one that is known was made from stands back: what is read later on never
    /// takes a picture away that was shown.
    /// </summary>
    private static IEnumerable<(Image Image, int Versions)> Stack(IReadOnlyList<Image> images)
    {
        var known = images.ToDictionary(image => image.Id);
        var behind = new HashSet<ImageId>();
        foreach (var image in images.Where(image => !behind.Contains(image.Id)))
        {
            var versions = 1;
            for (var next = image.ParentId; next is { } parent && known.TryGetValue(parent, out var before) && behind.Add(parent);
                next = before.ParentId)
            {
                versions++;
            }
            yield return (image, versions);
        }
    }
}
