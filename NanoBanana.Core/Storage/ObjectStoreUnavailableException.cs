namespace NanoBanana.Core.Storage;

/// <summary>The store did not answer, or refused; another try later may succeed.</summary>
internal sealed class ObjectStoreUnavailableException(string message, Exception? innerException = null)
    : Exception(message, innerException);
