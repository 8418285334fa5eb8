namespace NanoBanana.Imaging.Headers;

/// <summary>Ends the reading of a sound file of a kind that is not decoded here; it never leaves <see cref="ImageHeaderReader"/>.</summary>
/// <param name="reason">Half a sentence that goes on after the format's name, such as <c>is compressed by RLE</c>.</param>
internal sealed class UnsupportedImageException(string reason) : Exception(reason);
