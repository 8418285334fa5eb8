namespace NanoBanana.Imaging.Headers;

/// <summary>Ends the reading of a header; it never leaves <see cref="ImageHeaderReader"/>.</summary>
/// <param name="reason">Half a sentence that goes on after the format's name, such as <c>ends inside its header</c>.</param>
internal sealed class BadHeaderException(string reason) : Exception(reason);
