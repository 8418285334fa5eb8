using System.Globalization;
using Microsoft.Extensions.Options;
using NanoBanana.Contracts.Images;
using NanoBanana.Imaging;
using NanoBanana.Imaging.Editing;
using NanoBanana.Imaging.Selecting;
using OpenCvSharp;
using static NanoBanana.Tests.Imaging.Editing.StepStudio;

namespace NanoBanana.Tests.Imaging.Editing;

/// <summary>
/// How well things are selected whose truth is known. <c>bench/subjects.sh</c> sets <c>SUBJECTS_FOLDER</c>: then 200 composites stand
/// before the photographs in that folder, and the figures are written there.
/// </summary>
public sealed class CompositeTests
{
    // Of a part that is wrong, in pixels from its edge to its middle.
    private const double Seen = 4;

    private static readonly string? Folder = Environment.GetEnvironmentVariable("SUBJECTS_FOLDER");
    private static readonly int Count = Folder is null ? 4 : 200;
    private static readonly Lazy<IReadOnlyList<TestPixels>> Grounds = new(() => Folder is null ? [] : Composite.Grounds(Folder));

    [NeedsModelFact]
    public async Task The_subject_of_composites_is_found()
    {
        var shares = new List<double>();
        for (var seed = 1; seed <= Count; seed++)
        {
            var composite = Composite.Of(seed, Grounds.Value);
            shares.Add(await CutAsync(composite));
            await NoteAsync("subject", seed, shares[^1]);
        }

        Assert.True(shares.Average() >= 0.9, $"mean IoU {shares.Average():0.000}, least {shares.Min():0.000}");
    }

    [Fact]
    public async Task Three_clicks_select_a_thing()
    {
        var selector = new PictureSelector(TestEditor.Subject, Options.Create(new ImagingOptions { Deadline = TimeSpan.FromMinutes(5) }));
        var shares = new List<double>();
        for (var seed = 1; seed <= Count; seed++)
        {
            var composite = Composite.Of(seed, Grounds.Value);
            var (points, share) = (new List<SelectionPoint>(), 0.0);
            TestPixels? mask = null;
            while (points.Count < 3 && Worst(composite, mask) is { } point)
            {
                points.Add(point);
                var selected = await selector.SelectAsync(TestPng.Of(composite.Picture), new(points), CancellationToken.None);
                mask = TestPixels.Decode(selected.Png, "pngload_buffer");
                share = composite.Iou(mask);
            }

            shares.Add(share);
            await NoteAsync("clicks", seed, share);
        }

        Assert.True(shares.Average() >= 0.88, $"mean IoU {shares.Average():0.000}, least {shares.Min():0.000}");
    }

    /// <summary>A mask that is refused found nothing.</summary>
    private static async Task<double> CutAsync(Composite composite)
    {
        try
        {
            return composite.Iou(await DoAsync(composite.Picture, new SetBackground(new Backdrop.Transparent())));
        }
        catch (EditRefusedException)
        {
            return 0;
        }
    }

    /// <summary>Where somebody who sees the mask clicks next: the middle of the largest part that is wrong.</summary>
    /// <returns>Null when nobody would see anything wrong.</returns>
    private static SelectionPoint? Worst(Composite composite, TestPixels? mask)
    {
        var (missed, missedPoint) = Deepest(at => composite.Truth[at] && (mask is null || mask.Bytes[at] < 128));
        var (taken, takenPoint) = Deepest(at => !composite.Truth[at] && mask is not null && mask.Bytes[at] >= 128);
        return Math.Max(missed, taken) < Seen ? null
            : missed >= taken ? new(missedPoint.X, missedPoint.Y)
            : new(takenPoint.X, takenPoint.Y, Keep: false);

        (double Depth, Point Place) Deepest(Func<int, bool> isWrong)
        {
            byte[] wrong = [.. Enumerable.Range(0, composite.Truth.Length).Select(at => isWrong(at) ? (byte)255 : (byte)0)];
            using var map = Mat.FromPixelData(composite.Picture.Height, composite.Picture.Width, MatType.CV_8UC1, wrong);
            using var depth = map.DistanceTransform(DistanceTypes.L2, DistanceTransformMasks.Mask5);
            depth.MinMaxLoc(out _, out var most, out _, out var place);
            return (most, place);
        }
    }

    private static Task NoteAsync(string what, int seed, double share) => Folder is null
        ? Task.CompletedTask
        : File.AppendAllTextAsync(
            Path.Combine(Folder, $"{what}.tsv"), string.Create(CultureInfo.InvariantCulture, $"{seed}\t{share:0.0000}\n"));
}
