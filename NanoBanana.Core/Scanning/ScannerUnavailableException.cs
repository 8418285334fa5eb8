namespace NanoBanana.Core.Scanning;

/// <summary>The scanner is configured and did not say what a file is; it must not be taken in.</summary>
internal sealed class ScannerUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
