namespace NanoBanana.Core.Storage;

/// <summary>The store has no room; deleting helps, waiting does not.</summary>
internal sealed class ObjectStoreFullException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>What a user reads.</summary>
    public const string Words = "The image store of this server is full. Delete pictures or sessions, or ask the operator for more room.";
}
