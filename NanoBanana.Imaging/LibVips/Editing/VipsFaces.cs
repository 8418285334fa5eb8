using NanoBanana.Imaging.Editing;
using NanoBanana.Imaging.OpenCv;
using NetVips;

namespace NanoBanana.Imaging.LibVips.Editing;

/// <summary>Faces in a picture: found in a small copy of it.</summary>
internal sealed class VipsFaces(VipsWork work, FaceFinder finder)
{
    private const int Longest = 1000;
    // Around all faces, as a share of the largest.
    private const double Room = 0.6;

    /// <summary>One band: an ellipse over each face, with a soft edge.</summary>
    /// <exception cref="EditRefusedException">There is no face, or none can be looked for here.</exception>
    public Image Mask(Image image)
    {
        var (faces, width, height) = Find(image);
        var mask = new byte[width * height];
        for (var at = 0; at < mask.Length; at++)
        {
            mask[at] = (byte)(255 * faces.Max(face => Inside(face, (at % width) + 0.5, (at / width) + 0.5)));
        }

        return work.Enlarge(work.Keep(VipsPixels.From(mask, width, height, 1)), image.Width, image.Height);
    }

    public Image Crop(Image image)
    {
        var ground = work.ToMemory(image);
        var (faces, width, height) = Find(ground);
        var by = Room * faces.Max(face => face.Width);
        var box = Layout.Part(
            (faces.Min(face => face.X) - by) / width, (faces.Min(face => face.Y) - by) / height,
            (faces.Max(face => face.X + face.Width) + by) / width, (faces.Max(face => face.Y + face.Height) + by) / height,
            ground.Width, ground.Height);
        return work.Cut(ground, box.X, box.Y, box.Width, box.Height);
    }

    private (IReadOnlyList<Box> Faces, int Width, int Height) Find(Image image)
    {
        var light = VipsRelight.Light(work, work.Colours(image));
        var small = work.Keep(light.ThumbnailImage(Longest, height: Longest, size: Enums.Size.Down, noRotate: true));
        using var grey = VipsPixels.ToRaster(work.Keep(small.Linear([1.0], [0.5], uchar: true)));
        var faces = finder.Find(grey);
        if (faces.Count == 0)
        {
            throw new EditRefusedException(
                "No face was found. Only faces seen from the front are: mark the others with a mask.",
                "没有找到人脸。只能找到正面的人脸：其余的请用蒙版标出。");
        }

        work.Note(new FacesFound(faces.Count));
        return (faces, grey.Width, grey.Height);
    }

    /// <summary>From the brow to the chin and a little more; a cascade's box is narrower than a head.</summary>
    private static double Inside(Box face, double x, double y)
    {
        var (centreX, centreY) = (face.X + (face.Width / 2.0), face.Y + (face.Height * 0.52));
        var (across, down) = ((x - centreX) / (face.Width * 0.60), (y - centreY) / (face.Height * 0.74));
        return Math.Clamp((1.12 - Math.Sqrt((across * across) + (down * down))) / 0.12, 0, 1);
    }
}
