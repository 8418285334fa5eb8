using NanoBanana.Imaging.Editing;
using NanoBanana.Imaging.Editing.Regions;
using NetVips;

namespace NanoBanana.Imaging.LibVips.Editing;

/// <summary>What moves pixels.</summary>
internal sealed class VipsGeometry(VipsWork work, EditLimits limits)
{
    private const int LevelSide = 640;
    // Levels by which a plain border may vary.
    private const double BorderNoise = 24;
    // Degrees that nobody sees.
    private const double LeastTurn = 0.15;

    public Image Crop(Image image, EditStep step) => Cut(image, Layout.Crop(step, image.Width, image.Height));

    /// <exception cref="EditRefusedException">There is no border of one colour.</exception>
    public Image Trim(Image image)
    {
        var ground = work.ToMemory(image);
        var found = Trimmed(work.Colours(ground));
        var box = new Box(Convert.ToInt32(found[0]), Convert.ToInt32(found[1]), Convert.ToInt32(found[2]), Convert.ToInt32(found[3]));
        return box is { Width: > 0, Height: > 0 } && (box.Width, box.Height) != (image.Width, image.Height)
            ? Cut(ground, box)
            : throw new EditRefusedException(
                "There is no border of one colour around this picture. Say how much to cut off, such as 'cut 10% off the left'.",
                "这张图片周围没有纯色的边。请说明裁掉多少，例如“左边裁掉10%”。");
    }

    /// <returns>Left, top, width and height of what has not the colour of the first corner.</returns>
    private static object[] Trimmed(Image colours) => colours.FindTrim(BorderNoise, background: colours.Getpoint(0, 0));

    public Image Resize(Image image, EditStep step)
    {
        var (width, height) = Layout.Resize(step, image.Width, image.Height);
        limits.Check(width, height);
        if (step is ResizeToSize { Fit: SizeFit.Cover })
        {
            image = Cut(image, Layout.Crop(new CropToRatio(width, height, Anchor.Center), image.Width, image.Height));
        }

        return (width, height) == (image.Width, image.Height) ? image : work.Scale(image, width, height);
    }

    public Image Flip(Image image, FlipAxis axis) => axis == FlipAxis.Horizontal
        ? work.Keep(image.Flip(Enums.Direction.Horizontal))
        : work.Keep(work.ToMemory(image).Flip(Enums.Direction.Vertical));

    public Image Rotate(Image image, double degrees)
    {
        var turn = ((degrees % 360) + 360) % 360;
        if (turn % 90 == 0)
        {
            return turn == 0 ? image : work.Keep(work.ToMemory(image).Rot(turn switch
            {
                90 => Enums.Angle.D90,
                180 => Enums.Angle.D180,
                _ => Enums.Angle.D270,
            }));
        }

        var (width, height) = Layout.Rotate(degrees, image.Width, image.Height);
        limits.Check(width, height);
        // What is opaque is its own premultiplied form.
        var solid = VipsWork.HasAlpha(image) ? work.ToBytes(work.Keep(image.Premultiply())) : work.WithAlpha(image);
        var turned = Turn(solid, turn, [0, 0, 0, 0]);
        return work.ToBytes(work.Keep(work.ToMemory(turned).Unpremultiply()));
    }

    public Image Straighten(Image image, double degrees)
    {
        var (width, height) = Layout.Straighten(degrees, image.Width, image.Height);
        var turned = Turn(image, degrees, VipsWork.HasAlpha(image) ? [0, 0, 0, 0] : [0, 0, 0]);
        return Cut(turned, Layout.Anchored((width, height), Anchor.Center, turned.Width, turned.Height));
    }

    /// <exception cref="EditRefusedException">Nothing in the picture says what is level.</exception>
    public Image Level(Image image)
    {
        var ground = work.ToMemory(image);
        var light = VipsRelight.Light(work, work.Colours(ground));
        var scaled = work.Keep(light.ThumbnailImage(LevelSide, height: LevelSide, size: Enums.Size.Down, noRotate: true));
        var small = work.Keep(work.Keep(scaled.Gaussblur(1)).Linear([1.0], [0.5], uchar: true));
        using var pixels = VipsPixels.ToRaster(small);
        if (LevelLine.Find(pixels.All(), pixels.Width, pixels.Height) is not { } off)
        {
            throw new EditRefusedException(
                "No line in the picture is nearly level or upright. Say by how much it is off, such as 'straighten by 2 degrees'.",
                "图片里没有接近水平或垂直的线。请说明要转多少，例如“拉直2度”。");
        }

        work.Note(new Levelled(-off));
        return Math.Abs(off) < LeastTurn ? ground : Straighten(ground, -off);
    }

    /// <summary>The largest square in the middle.</summary>
    public Image Square(Image image)
    {
        var side = Math.Min(image.Width, image.Height);
        return Cut(image, Layout.Anchored((side, side), Anchor.Center, image.Width, image.Height));
    }

    public Image Upscale(Image image, double factor)
    {
        var (width, height) = Layout.Resize(new ResizeByShare(100 * factor), image.Width, image.Height);
        limits.Check(width, height);
        work.Note(new Interpolated(factor));
        return VipsUpscale.Do(work, image, width, height);
    }

    private Image Turn(Image image, double degrees, double[] background)
    {
        using var bicubic = Interpolate.NewFromName("bicubic");
        return work.Keep(work.ToMemory(image).Rotate(degrees, interpolate: bicubic, background: background));
    }

    private Image Cut(Image image, Box box) => work.Cut(image, box.X, box.Y, box.Width, box.Height);
}
