namespace NanoBanana.Core.Imaging.LibVips;

/// <summary>From a decoded image to one that can be shown anywhere.</summary>
internal static class VipsRendition
{
    /// <summary>Scales what a file holds, then turns it upright and brings it to sRGB, where both cost least.</summary>
    /// <param name="size">As it will be seen, upright.</param>
    public static VipsImage ScaleUprightSrgb(VipsImage source, RenditionSize size, VipsKillSwitch kill)
    {
        var scaled = kill.Watch(Scale(source, source.LiesOnItsSide ? new(size.Height, size.Width) : size));
        using var turn = new VipsOperation("autorot").Set("in", scaled);
        var upright = kill.Watch(turn.ToImage());
        return kill.Watch(ToSrgb(upright)).ToMemory();
    }

    /// <summary>Scales into memory; transparent pixels lend no colour to their neighbours.</summary>
    public static VipsImage Scale(VipsImage image, RenditionSize size)
    {
        using var thumbnail = new VipsOperation("thumbnail_image")
            .Set("in", image).Set("width", size.Width).Set("height", size.Height)
            .Set("size", VipsSize.Force).Set("no_rotate", true);
        using var lazy = thumbnail.ToImage();
        return lazy.ToMemory();
    }

    /// <summary>By the picture's own profile, if it has a sound one.</summary>
    public static VipsImage ToSrgb(VipsImage image)
    {
        if (image.Has(VipsColours.Profile))
        {
            try
            {
                using var transform = new VipsOperation("icc_transform")
                    .Set("in", image).Set("output_profile", "srgb").Set("embedded", true)
                    .Set("intent", VipsIntent.Relative).Set("black_point_compensation", true);
                using var lazy = transform.ToImage();
                return lazy.ToMemory();
            }
            catch (VipsException)
            {
                // A damaged profile, or one for another kind of pixels: viewers ignore it too.
            }
        }

        using var convert = new VipsOperation("colourspace").Set("in", image).Set("space", VipsInterpretation.Srgb);
        return convert.ToImage();
    }
}
