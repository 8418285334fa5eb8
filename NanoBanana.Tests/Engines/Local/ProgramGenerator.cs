using FsCheck;
using FsCheck.Fluent;
using NanoBanana.Imaging.Editing;

namespace NanoBanana.Tests.Engines.Local;

/// <summary>Any program that words can ask for.</summary>
internal static class ProgramGenerator
{
    private static readonly Anchor[] Corners = Enum.GetValues<Anchor>();
    private static readonly Rgba[] Named = [.. ProgramWords.Colours.Select(colours => colours.Key).Where(colour => colour.IsOpaque)];

    // A cast of green or magenta has no name of its own, and fading goes one way.
    private static readonly Quality[] Qualities = [.. Enum.GetValues<Quality>().Except([Quality.Tint, Quality.Fade])];

    private static readonly Region[] Regions =
    [
        new Region.Side(Anchor.Left, 0.5), new Region.Side(Anchor.Bottom, 0.333), new Region.Corners(), new Region.Subject(),
        new Region.Faces(),
        Region.Background, new Region.Faces { Inverted = true },
    ];

    public static Gen<EditProgram> Programs { get; } =
        from canvas in Gen.Choose(0, 4)
        from count in Gen.Choose(1, 5)
        from first in Canvas
        from steps in Step.ListOf(count)
        select new EditProgram(canvas == 0 ? [first, .. steps] : [.. steps]);

    /// <summary>Programs that may follow another one.</summary>
    public static Gen<EditProgram> Continuations { get; } = Gen.Choose(1, 4).SelectMany(count => Step.ListOf(count))
        .Select(steps => new EditProgram([.. steps]));

    private static Gen<double> Whole(int from, int to) => Gen.Choose(from, to).Select(number => (double)number);

    /// <summary>With a half now and then.</summary>
    private static Gen<double> Halves(int from, int to) => Gen.Choose(2 * from, 2 * to).Select(number => number / 2.0);

    private static Gen<double> NotZero(Gen<double> numbers) => numbers.Where(number => number != 0);

    private static Gen<int> Side => Gen.Choose(33, 4000);

    private static Gen<Anchor> Place => Gen.Elements(Corners);

    private static Gen<Rgba> Colour => Gen.OneOf(
        Gen.Elements(Named),
        Gen.Choose(0, 0xFFFFFF).Select(rgb => new Rgba((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb)));

    private static Gen<Length> Distance(int mostPercent, int mostPixels) => Gen.OneOf(
        Halves(1, mostPercent).Select(Length.Percent), Whole(1, mostPixels).Select(Length.Pixels));

    private static Gen<string> Words => Gen.Elements(
        "Hello", "你好，世界", "crop to a square", "50% OFF & more", "It's 9:30", "Ünïcode", "white border, 转90度", "#ff0000", "a", "then");

    private static Gen<EditStep> Canvas =>
        from width in Side from height in Side from colour in Colour select (EditStep)new MakeCanvas(width, height, colour);

    private static Gen<EditStep> Text =>
        from words in Words
        from place in Place
        from colour in Colour
        from size in Gen.OneOf(Gen.Constant((Length?)null), Distance(50, 300).Select(length => (Length?)length))
        from opacity in Whole(1, 100)
        select (EditStep)new WriteText(words, place, colour, size, opacity);

    private static Gen<EditStep> Step { get; } = Gen.OneOf(
        (from w in Whole(1, 40) from h in Whole(1, 40) from keep in Place select (EditStep)new CropToRatio(w, h, keep)),
        (from share in Whole(1, 99) from keep in Place select (EditStep)new CropToShare(share, keep)),
        (from side in Gen.Elements(Anchor.Left, Anchor.Right, Anchor.Top, Anchor.Bottom)
         from share in Whole(1, 95)
         select (EditStep)new CropSide(side, share)),
        (from side in Gen.Elements(Anchor.Left, Anchor.Right, Anchor.Top, Anchor.Bottom)
         from pixels in Whole(1, 4000)
         select (EditStep)new TrimSide(side, (int)pixels)),
        (from w in Side from h in Side from keep in Place select (EditStep)new CropToSize(w, h, keep)),
        (from x in Gen.Choose(0, 4000)
         from y in Gen.Choose(0, 4000)
         from w in Gen.Choose(1, 4000)
         from h in Side
         select (EditStep)new CropToBox(x, y, w, h)),
        (from w in Side from h in Side from fit in Gen.Elements(Enum.GetValues<SizeFit>()) select (EditStep)new ResizeToSize(w, h, fit)),
        Side.Select(side => (EditStep)new ResizeToWidth(side)),
        Side.Select(side => (EditStep)new ResizeToHeight(side)),
        Halves(1, 400).Select(percent => (EditStep)new ResizeByShare(percent)),
        NotZero(Halves(-360, 360)).Select(degrees => (EditStep)new Rotate(degrees)),
        NotZero(Halves(-45, 45)).Select(degrees => (EditStep)new Straighten(degrees)),
        Gen.Elements(Enum.GetValues<FlipAxis>()).Select(axis => (EditStep)new Flip(axis)),
        Gen.Elements(Enum.GetValues<Tone>()).Select(tone => (EditStep)new Recolour(tone)),
        (from quality in Gen.Elements(Quality.Brightness, Quality.Contrast, Quality.Saturation, Quality.Warmth)
         from percent in NotZero(Halves(-100, 100))
         select (EditStep)new Adjust(quality, percent)),
        NotZero(Halves(-5, 5)).Select(stops => (EditStep)new Expose(stops)),
        NotZero(Whole(-360, 360)).Select(degrees => (EditStep)new ShiftHue(degrees)),
        Whole(1, 500).Select(percent => (EditStep)new Sharpen(percent)),
        Distance(5, 250).Select(radius => (EditStep)new Blur(radius)),
        Distance(50, 1000).Select(block => (EditStep)new Pixelate(block)),
        Whole(1, 100).Select(percent => (EditStep)new Vignette(percent)),
        (from width in Distance(50, 500) from colour in Colour select (EditStep)new AddBorder(width, colour)),
        Distance(50, 500).Select(radius => (EditStep)new RoundCorners(radius)),
        Text,
        Whole(1, 100).Select(percent => (EditStep)new BlendSecond(percent)),
        Gen.Elements(Anchor.Left, Anchor.Right, Anchor.Top, Anchor.Bottom).Select(side => (EditStep)new PlaceBeside(side)),
        (from place in Place from scale in Whole(1, 100) select (EditStep)new PlaceOver(place, scale)),
        Colour.Select(colour => (EditStep)new SetBackground(new Backdrop.Plain(colour))),
        Gen.Elements<EditStep>(
            new SetBackground(new Backdrop.Transparent()), new SetBackground(new Backdrop.Blurred(50)), new Level(), new CropToCircle(),
            new FixColours(), new CleanPage(), new TrimBorder(),
            new CropToFaces(), new Encode(OutputFormat.WebP)),
        (from kind in Gen.Elements(LookKind.Cartoon, LookKind.Vintage, LookKind.Hdr)
         from percent in Whole(1, 100)
         select (
        EditStep)new Look(kind, percent)),
        (from region in Gen.Elements(Regions)
         from percent in NotZero(Halves(-100, 100))
         select (EditStep)new Within(region, new Adjust(Quality.Contrast, percent))),
        Halves(2, 8).Select(factor => (EditStep)new Upscale(factor)),
        (from side in Gen.Elements(Sides.Left, Sides.Top, Sides.Right, Sides.Bottom)
         from length in Distance(100, 2000)
         select (EditStep)new Extend(side, length, new Fill.Mirror())),
        Whole(5, 900).Select(kilobytes => (EditStep)new LimitBytes((long)kilobytes * 1000)),
        (from share in Whole(1, 100) from colour in Colour select (EditStep)new TintWith(colour, share)),
        (from old in Colour from fresh in Colour select (EditStep)new ReplaceColour(old, fresh)));

    /// <summary>What steps after another mean: a background colour fills what the step before has left empty, or has cut out.</summary>
    public static EditProgram Meant(EditProgram said)
    {
        var steps = new List<EditStep>();
        foreach (var step in said.Steps)
        {
            if (step is SetBackground { Backdrop: Backdrop.Plain plain })
            {
                if (steps is [.., SetBackground { Backdrop: Backdrop.Transparent }])
                {
                    steps[^1] = step;
                }
                else
                {
                    steps.Add(steps is [MakeCanvas, ..] or [.., Rotate or RoundCorners or CropToCircle] ? new FillBackground(plain.Colour)
                        : step);
                }
            }
            else if (step is not (Level or FixColours) || !step.Equals(steps.LastOrDefault()))
            {
                steps.Add(step);
            }
        }

        return new(steps);
    }
}
