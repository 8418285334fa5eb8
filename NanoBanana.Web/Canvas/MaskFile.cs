using NanoBanana.Contracts.Images;

namespace NanoBanana.Web.Canvas;

/// <summary>Masks are images of the session like any other; by their name they are told apart and kept out of sight.</summary>
internal static class MaskFile
{
    private const string Ending = ".mask.png";

    public static string NameFor(Image image) => Path.GetFileNameWithoutExtension(image.FileName) + Ending;

    public static bool IsMask(Image image) => image.EditId is null && IsMask(image.FileName);

    public static bool IsMask(string fileName) => fileName.EndsWith(Ending, StringComparison.Ordinal);
}
