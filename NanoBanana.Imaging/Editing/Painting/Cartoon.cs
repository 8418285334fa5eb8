using System.Numerics;
using NanoBanana.Imaging.Compositing;

namespace NanoBanana.Imaging.Editing.Painting;

/// <summary>Flat, strong colours in a few steps of light, and ink where areas end.</summary>
internal static class Cartoon
{
    private const float Steps = 7;
    // How sharply one step follows the other: a soft one leaves no false contours in skies.
    private const float StepSharpness = 5;

    public static Plate Draw(Plate plate, double unit)
    {
        var flow = FlowField.Of(plate, 3 * unit);
        var flat = Kuwahara.Paint(plate, flow, 5.5 * unit);
        flat = Kuwahara.Paint(flat, flow, 4 * unit);
        var ink = Ink(flat, flow, unit);
        flat.Change((colour, at) =>
        {
            var lab = Oklab.From(Vector3.Clamp(colour.AsVector3(), Vector3.Zero, Vector3.One));
            var nearest = MathF.Round(lab.L * Steps) / Steps;
            var light = nearest + (MathF.Tanh(StepSharpness * Steps * (lab.L - nearest)) / (2 * Steps));
            var painted = new Oklab(0.05f + (0.97f * light), lab.A * 1.35f, lab.B * 1.35f).ToScreen();
            return new Vector4(painted * ink[at], 1);
        });
        return flat;
    }

    /// <summary>1 where none is: a difference of two blurs finds lines, the flow joins them.</summary>
    private static float[] Ink(Plate plate, FlowField flow, double unit)
    {
        var (width, height) = (plate.Width, plate.Height);
        var narrow = SoftMap.Blur(plate.Light(), width, height, 1.1 * unit);
        var wide = SoftMap.Blur(plate.Light(), width, height, 2.6 * unit);
        for (var at = 0; at < narrow.Length; at++)
        {
            narrow[at] -= wide[at];
        }

        var joined = flow.Along(narrow, width, height, Math.Max(2, (int)(4 * unit)));
        for (var at = 0; at < joined.Length; at++)
        {
            joined[at] = joined[at] > -0.008f ? 1 : MathF.Max(0.08f, 1 + MathF.Tanh((joined[at] + 0.008f) * 90));
        }

        return joined;
    }
}
