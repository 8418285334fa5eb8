using Microsoft.Extensions.Options;
using NanoBanana.Contracts.Images;
using NanoBanana.Imaging.Compositing;
using NanoBanana.Imaging.Editing;
using NanoBanana.Imaging.LibVips;
using NanoBanana.Imaging.LibVips.Editing;
using NanoBanana.Imaging.Models;
using NanoBanana.Imaging.OpenCv;
using NetVips;
using Image = NetVips.Image;

namespace NanoBanana.Imaging.Selecting;

/// <summary>Makes masks from clicks, boxes and the subject: cut in a small copy, then enlarged along the edges of the picture.</summary>
internal sealed class PictureSelector(ISubjectModel model, IOptions<ImagingOptions> options)
{
    // In pixels. What is hardly more than the clicks at the first size is looked for at the second.
    private const double Coarse = 60_000;
    private const double Fine = 220_000;
    private const double LeastCoarse = 0.001;
    private const double Reach = 1.5;
    private const double Edge = 6;
    // Of the shorter side: by how much a cut grows, so that nothing of the thing's blurred edge stays behind.
    private const double Rim = 0.0025;
    // Levels of light between inside and outside that are worth half a confidence.
    private const double FairContrast = 10;

    /// <param name="picture">The whole file.</param>
    /// <param name="request">In pixels of the upright picture, and inside it.</param>
    /// <exception cref="CorruptImageException">The file cannot be decoded, or it takes too long.</exception>
    /// <exception cref="EditRefusedException">Nothing can be selected there, or not on this machine.</exception>
    public Task<SelectedMask> SelectAsync(ReadOnlyMemory<byte> picture, SelectionRequest request, CancellationToken cancellationToken) =>
        DecodeDeadline.RunAsync(
            options.Value.Deadline, token => Select(picture, request, token), failure => failure is VipsException, cancellationToken);

    private SelectedMask Select(ReadOnlyMemory<byte> picture, SelectionRequest request, CancellationToken cancellationToken)
    {
        LibVipsLibrary.Require();
        using var kill = new VipsKillSwitch(cancellationToken);
        var work = new VipsWork(kill);
        var image = work.ToMemory(VipsOriginal.Open(kill, picture, SourceHeader.Read(picture)));
        var colours = work.Colours(image);
        var points = request.Points ?? [];
        if (points.Count == 0 && request.Box is null)
        {
            var subject = new VipsSubject(work, model);
            var matte = subject.Matte(image);
            var found = subject.Find(image);
            return new(VipsMask.ToPng(matte), found.Confidence, found.Coverage);
        }

        return CutAt(work, image, colours, request, Coarse, LeastCoarse) ?? CutAt(work, image, colours, request, Fine, 0)
            ?? throw new EditRefusedException(
                "Nothing that hangs together was found there. Click in the middle of the thing, or draw a box around it.",
                "那里没有找到完整的物体。请点击它的中间，或在它周围画一个框。");
    }

    /// <returns>Null when no more than <paramref name="least"/> of the picture is found.</returns>
    private SelectedMask? CutAt(VipsWork work, Image image, Image colours, SelectionRequest request, double pixels, double least)
    {
        var scale = Math.Min(1, Math.Sqrt(pixels / ((double)image.Width * image.Height)));
        var (width, height) = (Math.Max(1, (int)(image.Width * scale)), Math.Max(1, (int)(image.Height * scale)));
        var copy = work.ToMemory(work.Scale(colours, width, height));
        using var small = VipsPixels.ToRaster(copy);
        var cut = ObjectCutter.Cut(
            small, [.. (request.Points ?? []).Select(point => Scaled(point, image, width, height))],
            Scaled(request.Box, image, width, height), request.Subject ? MatteOf(work, image, width, height) : null);
        var coverage = cut.Count(pixel => pixel > 0) / (double)cut.Length;
        return coverage <= least ? null
            : new(VipsMask.ToPng(Grown(work, Enlarged(work, colours, copy, cut))), ContrastOf(small, cut), coverage);
    }

    private byte[] MatteOf(VipsWork work, Image image, int width, int height)
    {
        var found = new VipsSubject(work, model).Find(image);
        var matte = work.Keep(VipsPixels.From(found.Bytes, found.Width, found.Height, 1));
        using var small = VipsPixels.ToRaster(
            work.Keep(matte.ThumbnailImage(width, height: height, size: Enums.Size.Force, noRotate: true)));
        return small.All().ToArray();
    }

    /// <param name="copy">The picture, as small as the cut.</param>
    private static Image Enlarged(VipsWork work, Image colours, Image copy, byte[] cut)
    {
        var mask = work.Keep(VipsPixels.From(cut, copy.Width, copy.Height, 1));
        if ((copy.Width, copy.Height) == (colours.Width, colours.Height))
        {
            return mask;
        }

        var guide = work.ToMemory(VipsRelight.Light(work, copy));
        var exact = VipsGuide.Enlarge(
            work, work.Keep(mask.Cast(Enums.BandFormat.Float)), guide, VipsRelight.Light(work, colours), Reach, Edge);
        return work.Keep(exact.Linear([1.3], [-0.15 * 255], uchar: true));
    }

    /// <summary>The line that a sixth of the blurred cut reaches lies one deviation outside of its edge.</summary>
    private static Image Grown(VipsWork work, Image cut)
    {
        var rim = Math.Max(1, Rim * Math.Min(cut.Width, cut.Height));
        var blurred = VipsDetail.WideBlur(work, cut, rim);
        return work.Keep(blurred.Linear([8.0], [(0.5 - (8 * 0.16)) * 255], uchar: true));
    }

    /// <summary>By how much the light changes across the edge of the selection.</summary>
    private static double ContrastOf(Raster small, byte[] cut)
    {
        var (sum, count) = (0.0, 0);
        for (var y = 1; y < small.Height; y++)
        {
            for (var x = 1; x < small.Width; x++)
            {
                var at = (y * small.Width) + x;
                if (cut[at] != cut[at - 1] || cut[at] != cut[at - small.Width])
                {
                    // The edge is a pixel or two wide.
                    var (left, right) = (Math.Max(0, x - 2), Math.Min(small.Width - 1, x + 1));
                    var (top, bottom) = (Math.Max(0, y - 2), Math.Min(small.Height - 1, y + 1));
                    sum += Math.Max(Difference(small, left, y, right, y), Difference(small, x, top, x, bottom));
                    count++;
                }
            }
        }

        var contrast = count == 0 ? 0 : sum / count;
        return contrast / (contrast + FairContrast);
    }

    private static double Difference(Raster pixels, int x, int y, int otherX, int otherY)
    {
        var one = pixels.Row(y).Slice(x * pixels.Bands, 3);
        var other = pixels.Row(otherY).Slice(otherX * pixels.Bands, 3);
        return Math.Max(Math.Abs(one[0] - other[0]), Math.Max(Math.Abs(one[1] - other[1]), Math.Abs(one[2] - other[2])));
    }

    private static SelectionPoint Scaled(SelectionPoint point, Image image, int width, int height) => point with
    {
        X = Math.Min(width - 1, (int)((long)point.X * width / image.Width)),
        Y = Math.Min(height - 1, (int)((long)point.Y * height / image.Height)),
    };

    private static SelectionBox? Scaled(SelectionBox? box, Image image, int width, int height)
    {
        if (box is null)
        {
            return null;
        }

        var part = Layout.Part(
            (double)box.X / image.Width, (double)box.Y / image.Height,
            (double)(box.X + box.Width) / image.Width, (double)(box.Y + box.Height) / image.Height, width, height);
        return new(part.X, part.Y, part.Width, part.Height);
    }
}

/// <param name="Png">One band as large as the picture, white where it is selected.</param>
internal sealed record SelectedMask(byte[] Png, double Confidence, double Coverage);
