using NanoBanana.Contracts.Images;

namespace NanoBanana.Web.Canvas;

/// <summary>Masks are images of the session like any other; by their name they are told apart and kept out of sight.</summary>
internal static class MaskFile
{
    public static string NameFor(Image image) => FileNames.MaskOf(image.FileName);

    public static bool IsMask(Image image) => image.EditId is null && FileNames.IsMask(image.FileName);
}
