using System.Numerics;

namespace NanoBanana.Imaging.Editing.Grading;

/// <summary>What <see cref="Develop"/> makes of one colour: "Developing" in docs/imaging.md. Values are sRGB, 0–1.</summary>
internal sealed class DevelopTone
{
    // Keeps the noise of the darkest pixels from being multiplied.
    private const float Dark = 0.04f;

    // Where skin lies among the hues: the direction from grey, red to the right.
    private const float SkinX = 0.906f, SkinY = 0.423f;

    private static readonly Vector3 Luma = new(0.2126f, 0.7152f, 0.0722f);

    private readonly float[][] _curves;
    private readonly float _highlights;
    private readonly float _shadows;
    private readonly float _saturation;
    private readonly float _vibrance;
    private readonly bool _movesLight;
    private readonly bool _movesColour;

    public DevelopTone(Develop how)
    {
        _curves = [.. Gains(how.Warmth / 100, how.Tint / 100).Select(gain => Curve(gain, how.Light / 100, how.Contrast / 100))];
        (_highlights, _shadows) = ((float)how.Highlights / 100, (float)how.Shadows / 100);
        (_saturation, _vibrance) = ((float)how.Saturation / 100, (float)how.Vibrance / 100);
        (_movesLight, _movesColour) = (_highlights != 0 || _shadows != 0, _saturation != 0 || _vibrance != 0);
    }

    public static float LightOf(Vector3 colour) => Vector3.Dot(colour, Luma);

    /// <returns>Not clipped: what follows may bring it back.</returns>
    public Vector3 Of(byte red, byte green, byte blue)
    {
        var colour = new Vector3(_curves[0][red], _curves[1][green], _curves[2][blue]);
        colour = _movesLight ? Relight(colour) : colour;
        return _movesColour ? Recolour(colour) : colour;
    }

    /// <summary>White balance keeps the light of a grey.</summary>
    private static double[] Gains(double warmth, double tint)
    {
        double[] gains = [1 + (0.15 * warmth) + (0.08 * tint), 1 - (0.1 * tint), 1 - (0.25 * warmth) + (0.08 * tint)];
        var light = (0.2126 * gains[0]) + (0.7152 * gains[1]) + (0.0722 * gains[2]);
        return [.. gains.Select(gain => gain / light)];
    }

    private static float[] Curve(double gain, double light, double contrast)
    {
        var curve = new float[256];
        for (var level = 0; level < curve.Length; level++)
        {
            var v = Math.Min(1, gain * level / 255);
            v = light >= 0 ? 1 - Math.Pow(1 - v, 1 + (1.25 * light)) : Math.Pow(v, 1 - (1.25 * light));
            curve[level] = (float)(v + (contrast * ((v * v * (3 - (2 * v))) - v)));
        }

        return curve;
    }

    private Vector3 Relight(Vector3 colour)
    {
        var light = Math.Clamp(LightOf(colour), 0, 1);
        var dark = light * (1 - light) * (1 - light) * (1 - light);
        var raised = Math.Clamp(light + (dark * _shadows * (_shadows > 0 ? 1.6f : 0.9f)), 0, 1);
        raised += _highlights * raised * raised * (1 - raised);
        var ratio = (raised + Dark) / (light + Dark);
        return ((colour + new Vector3(Dark)) * ratio) - new Vector3(Dark);
    }

    private Vector3 Recolour(Vector3 colour)
    {
        var most = Math.Max(colour.X, Math.Max(colour.Y, colour.Z));
        var spread = Math.Clamp(most - Math.Min(colour.X, Math.Min(colour.Y, colour.Z)), 0, 1);
        var (x, y) = (colour.X - (0.5f * (colour.Y + colour.Z)), 0.866f * (colour.Y - colour.Z));
        var skin = Math.Max(0, ((SkinX * x) + (SkinY * y)) / MathF.Max(1e-4f, MathF.Sqrt((x * x) + (y * y))));
        var vibrance = _vibrance * (1 - spread) * (1 - (0.5f * skin * skin));
        var grey = new Vector3(LightOf(colour));
        return grey + ((colour - grey) * Math.Max(0, (1 + _saturation) * (1 + vibrance)));
    }
}
