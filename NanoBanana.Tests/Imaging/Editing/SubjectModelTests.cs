using NanoBanana.Core.Imaging.Editing;
using NanoBanana.Tests.Imaging.Compositing;
using static NanoBanana.Tests.Imaging.Editing.StepStudio;

namespace NanoBanana.Tests.Imaging.Editing;

/// <summary>The real model and the real cascade on pictures whose truth is known.</summary>
public sealed class SubjectModelTests
{
    /// <summary>Shapes that stand out, each on another ground; the mean of what mask and truth share is measured.</summary>
    [NeedsModelFact]
    public async Task The_subject_of_composites_is_found()
    {
        var shares = new List<double>();
        for (var seed = 1; seed <= 6; seed++)
        {
            var (picture, truth) = Composite(seed);
            var cut = await DoAsync(picture, new SetBackground(new Backdrop.Transparent()));
            var (both, any) = (0, 0);
            for (var at = 0; at < truth.Length; at++)
            {
                var found = cut.Bytes[(4 * at) + 3] >= 128;
                (both, any) = (both + (found && truth[at] ? 1 : 0), any + (found || truth[at] ? 1 : 0));
            }

            shares.Add((double)both / any);
        }

        Assert.True(shares.Average() >= 0.9, $"mean IoU {shares.Average():0.000}, least {shares.Min():0.000}");
    }

    [NeedsFacesFact]
    public async Task A_picture_without_faces_is_not_pixelated()
    {
        var refused = await RefuseAsync(Scene.Of(2, 300, 200), new Within(new Region.Faces(), new Pixelate(Length.Pixels(8))));
        Assert.Contains("No face", refused.Message, StringComparison.Ordinal);
    }

    [NeedsFacesFact]
    public async Task A_face_is_found_and_only_the_face_changes()
    {
        var file = await FileAsync(Portrait(), new Within(new Region.Faces(), new Recolour(Tone.Invert)));
        Assert.Equal(new FacesFound(1), Assert.Single(file.Notes));
        var edited = Decode(file);
        Assert.True(Math.Abs(edited.At(200, 190)[1] - (255 - Portrait().At(200, 190)[1])) < 6, "the face is as it was");
        Assert.Equal(Portrait().At(10, 10).ToArray(), edited.At(10, 10).ToArray());
    }

    [NeedsFacesFact]
    public async Task A_crop_to_the_face_holds_it()
    {
        var edited = await DoAsync(Portrait(), new CropToFaces());
        Assert.InRange(edited.Width, 200, 450);
        Assert.InRange(edited.Height, 200, 420);
    }

    /// <summary>A vase with light and shade before a soft room.</summary>
    private static (TestPixels Picture, bool[] Truth) Composite(int seed)
    {
        var random = new Random(seed);
        var (width, height) = (360, 280);
        var truth = new bool[width * height];
        var (centreX, size, hue) = (130 + random.Next(100), 0.8 + (random.NextDouble() * 0.35), random.Next(3));
        var (wall, floor) = (150 + random.Next(60), 90 + random.Next(50));
        var picture = Paint(width, height, (x, y) =>
        {
            var down = (y - 140) / (110 * size);
            var half = size * (34 + (26 * Math.Sin((down * 2.4) + 0.5 + (seed * 0.2))));
            var across = (x - centreX) / half;
            var noise = ((x * 7) + (y * 13)) % 5;
            if (Math.Abs(down) <= 1 && Math.Abs(across) <= 1)
            {
                truth[(y * width) + x] = true;
                var light = 0.45 + (0.55 * Math.Sqrt(1 - (across * across))) - (0.25 * across);
                var shine = 90 * Math.Exp(-(((across + 0.35) * (across + 0.35)) + ((down + 0.4) * (down + 0.4))) * 18);
                return hue switch
                {
                    0 => ((190 * light) + shine, (60 * light) + shine, (50 * light) + shine),
                    1 => ((40 * light) + shine, (90 * light) + shine, (170 * light) + shine),
                    _ => ((60 * light) + shine, (130 * light) + shine, (70 * light) + shine),
                };
            }

            var tone = y < 190 ? wall - (y / 8.0) : floor + ((y - 190) / 4.0);
            return (tone + noise, (tone * 0.97) + noise, (tone * 0.92) + noise);
        });
        return (picture, truth);
    }

    /// <summary>What a cascade knows of a face: eyes darker than cheeks, a light nose, a dark mouth, a shaded oval.</summary>
    private static TestPixels Portrait() => Paint(640, 420, (x, y) =>
    {
        var (across, down) = ((x - 200) / 85.0, (y - 200) / 112.0);
        var tone = 70.0;
        if ((across * across) + (down * down) < 1)
        {
            tone = 205 - (40 * across * across) - (18 * down * down);
            tone -= Spot(x, y, 165, 175, 22, 10, 120) + Spot(x, y, 235, 175, 22, 10, 120);
            tone -= Spot(x, y, 165, 152, 28, 6, 75) + Spot(x, y, 235, 152, 28, 6, 75);
            tone -= Spot(x, y, 165, 170, 34, 24, 35) + Spot(x, y, 235, 170, 34, 24, 35);
            tone += Spot(x, y, 200, 195, 10, 34, 18);
            tone -= Spot(x, y, 200, 226, 20, 6, 50) + Spot(x, y, 200, 256, 36, 9, 80);
        }
        else if ((across * across / 1.35) + ((down + 0.22) * (down + 0.22) / 1.2) < 1 && y < 230)
        {
            tone = 35;
        }

        return (tone * 1.05, tone * 0.86, tone * 0.75);
    });

    private static double Spot(int x, int y, int centreX, int centreY, double width, double height, double depth)
    {
        var (across, down) = ((x - centreX) / width, (y - centreY) / height);
        return depth * Math.Exp(-((across * across) + (down * down)));
    }
}
