namespace NanoBanana.Imaging;

/// <summary>The bytes look like an image but cannot be decoded as one.</summary>
internal sealed class CorruptImageException(string message, Exception? innerException = null)
    : Exception(message, innerException);
