using NanoBanana.Contracts.Images;
using NanoBanana.Web.Gallery;

namespace NanoBanana.Tests.Components;

/// <summary>How the gallery fills its lines.</summary>
[Trait("Kind", "Unit")]
public sealed class GalleryRowsTests
{
    private static readonly GalleryRows Layout = new(Width: 1000, Height: 200, Gap: 8);

    [Fact]
    public void Pictures_keep_their_shapes_and_full_lines_end_together()
    {
        var images = Enumerable.Range(0, 40).Select(i => Picture(40 - i, 300 + i * 37 % 500, 400)).ToList();
        var rows = Layout.Fill(images, stacks: false, _ => default);
        Assert.Equal(images, rows.SelectMany(row => row.Cells).Select(cell => cell.Image));
        Assert.Equal(rows.Select(row => row.Start), rows.Select((_, i) => rows.Take(i).Sum(row => row.Cells.Count)));
        Assert.All(rows.SkipLast(1), row =>
        {
            var width = row.Cells.Sum(cell => cell.Width) + Layout.Gap * (row.Cells.Count - 1);
            Assert.InRange(width, Layout.Width - row.Cells.Count, Layout.Width);
            Assert.All(row.Cells, cell => Assert.InRange(
                cell.Width / (200.0 * cell.Image.Width / cell.Image.Height), 0.8, 1.31));
        });
        Assert.All(rows[^1].Cells, cell => Assert.InRange(cell.Width, 1, 200.0 * cell.Image.Width / cell.Image.Height));
    }

    [Fact]
    public void A_panorama_and_a_strip_fit_into_a_line()
    {
        var row = Assert.Single(Layout.Fill([Picture(2, 9000, 100), Picture(1, 100, 9000)], stacks: false, _ => default));
        Assert.InRange(row.Cells.Sum(cell => cell.Width), 1, Layout.Width);
        Assert.All(row.Cells, cell => Assert.True(cell.Width >= 80, $"{cell.Width}"));
    }

    [Fact]
    public void A_day_is_named_where_it_begins()
    {
        var days = new[] { 3, 3, 2, 2, 1 };
        var rows = Layout.Fill(
            [.. days.Select((_, i) => Picture(9 - i, 400, 400))], stacks: false,
            image => new(2026, 1, days[9 - int.Parse(image.Id.Value)]));
        Assert.Equal(
            [new(2026, 1, 3), null, new(2026, 1, 2), null, new DateOnly(2026, 1, 1)],
            rows.SelectMany(row => row.Cells).Select(cell => cell.Day));
    }

    [Fact]
    public void Versions_stand_behind_the_newest_and_none_is_lost()
    {
        // 5 comes from 3 and that from 1; 4 comes from 1, too; 2 is another picture.
        Image[] images = [Picture(5, parent: 3), Picture(4, parent: 1), Picture(3, parent: 1), Picture(2), Picture(1)];
        var cells = Layout.Fill(images, stacks: true, _ => default).SelectMany(row => row.Cells).ToList();
        Assert.Equal([(new ImageId("5"), 3), (new("4"), 1), (new("2"), 1)], cells.Select(cell => (cell.Image.Id, cell.Versions)));
        // What is read later on takes nothing away.
        var before = Layout.Fill(images[..3], stacks: true, _ => default).SelectMany(row => row.Cells).Select(cell => cell.Image.Id);
        Assert.Equal([new("5"), new("4")], before);
    }

    private static Image Picture(int id, int width = 400, int height = 300, int? parent = null) => new(
        new($"{id}"), new("session"), ImageStatus.Ready, $"{id}.jpg", "image/jpeg", width, height, 1, "", "", null,
        parent is { } from ? new($"{from}") : null, null, null, DateTimeOffset.UnixEpoch, null);
}
