using NanoBanana.Contracts.Images;

namespace NanoBanana.Web.Gallery;

/// <summary>As many pictures as stand side by side.</summary>
/// <param name="Start">The place of the first among all.</param>
internal sealed record GalleryRow(int Start, IReadOnlyList<Image> Images);
