using NetVips;

namespace NanoBanana.Imaging.LibVips.Editing;

/// <summary>
/// Enlarges by Lanczos and back-projection: what the result, made small again, lacks of the original is added to it. So edges stay crisp,
/// and the
/// result never says anything that the original does not.
/// </summary>
internal static class VipsUpscale
{
    private const int Rounds = 2;

    public static Image Do(VipsWork work, Image image, int width, int height)
    {
        var small = work.ToMemory(image);
        var large = work.Scale(small, width, height);
        return work.OnColours(work.ToMemory(large), colours =>
        {
            var wanted = work.Colours(small);
            for (var round = 0; round < Rounds; round++)
            {
                var before = colours;
                colours = work.ToMemory(() =>
                {
                    var again = work.ToMemory(Resized(work, before, wanted.Width, wanted.Height));
                    var missing = work.ToMemory(work.Keep(wanted.Subtract(again)));
                    var sharper = work.Keep(before.Add(Resized(work, missing, width, height)));
                    return work.AsSrgb(work.Keep(sharper.Linear([1.0], [0.5], uchar: true)));
                });
            }

            return colours;
        });
    }

    private static Image Resized(VipsWork work, Image image, int width, int height) =>
        work.Keep(image.Resize((double)width / image.Width, vscale: (double)height / image.Height));
}
