namespace NanoBanana.Core.Storage;

/// <summary>
/// Bytes on their way into a store, which get their key when all of them are there. What is not committed goes when this is disposed.
/// </summary>
/// <param name="content">A file that can be read and written.</param>
internal abstract class StagedObject(FileStream content) : IDisposable
{
    /// <summary>Seekable; holds what was written so far.</summary>
    public FileStream Content => content;

    /// <exception cref="ObjectStoreFullException">There is no room for it.</exception>
    public Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        FileFailures.GuardAsync(() => content.WriteAsync(bytes, cancellationToken).AsTask());

    /// <summary>Stores all that was written, or nothing; replaces what the key held.</summary>
    /// <exception cref="ObjectStoreFullException">There is no room for it.</exception>
    public abstract Task CommitAsync(string key, string contentType, CancellationToken cancellationToken);

    public virtual void Dispose() => content.Dispose();
}
