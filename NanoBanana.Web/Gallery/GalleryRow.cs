using NanoBanana.Contracts.Images;

namespace NanoBanana.Web.Gallery;

/// <summary>Pictures that stand side by side.</summary>
/// <param name="Start">The place of the first among all.</param>
/// <param name="Cells">The pictures.</param>
internal sealed record GalleryRow(int Start, IReadOnlyList<GalleryCell> Cells);

/// <summary>A picture in its row.</summary>
/// <param name="Image">The newest version.</param>
/// <param name="Versions">How many it stands for, itself included.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Day">The day that begins with it; null where the one before goes on.</param>
internal sealed record GalleryCell(Image Image, int Versions, double Width, DateOnly? Day);
