using System.Globalization;
using NanoBanana.Contracts.Edits;
using NanoBanana.Core.Engines.Remote;
using NanoBanana.Imaging.Compositing;

namespace NanoBanana.Worker.Edits;

/// <summary>Says what of the wishes beside the words a result came to have.</summary>
internal static class AppliedTerms
{
    // A subject may fill nearly all of a picture; fewer pixels than this are a model's slip.
    private const double LeastTransparent = 0.005;

    // Sizes are multiples of 16 and the like.
    private const double SameRatio = 0.03;

    public static void Note(EditCourse course, CompositedResult picture)
    {
        if (course.Wish.Edit.Asked is not { } asked)
        {
            return;
        }

        var before = course.Edit.Applied;
        course.Edit = course.Edit with
        {
            Applied = new(
                BackgroundOf(before, picture), before?.AspectRatio ?? RatioOf(asked, picture), before?.Size ?? SizeOf(asked, picture),
                asked.Quality, asked.Seed),
        };
    }

    private static Background? BackgroundOf(EditTerms? before, CompositedResult picture) => picture.TransparentShare is not { } share
        ? before?.Background
        : share >= LeastTransparent && before?.Background != Background.Opaque ? Background.Transparent : Background.Opaque;

    private static string? RatioOf(EditTerms asked, CompositedResult picture) => asked.AspectRatio is not { } ratio ? null
        : Math.Abs(Math.Log((double)picture.Width / picture.Height / AspectRatio.Parse(ratio))) < SameRatio ? ratio
        : string.Create(CultureInfo.InvariantCulture, $"{picture.Width}:{picture.Height}");

    private static string? SizeOf(EditTerms asked, CompositedResult picture) =>
        asked.Size is null ? null : string.Create(CultureInfo.InvariantCulture, $"{picture.Width}x{picture.Height}");
}
