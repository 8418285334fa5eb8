using NanoBanana.Imaging.Editing;
using NanoBanana.Tests.Imaging.Compositing;
using static NanoBanana.Tests.Imaging.Editing.StepStudio;

namespace NanoBanana.Tests.Imaging.Editing;

/// <summary>The real cascade on pictures whose truth is known.</summary>
public sealed class FaceTests
{
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

    /// <summary>What a cascade knows of a face: eyes darker than cheeks, a light nose, a dark mouth, a shaded oval.</summary>
    internal static TestPixels Portrait() => Paint(640, 420, (x, y) =>
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
