namespace NanoBanana.Core.Storage;

/// <summary>Where the bytes live: files, or an S3 bucket. Keys are relative paths of ASCII letters, digits, <c>/ . - _</c>.</summary>
internal interface IObjectStore
{
    /// <summary>Stores all of <paramref name="content"/> from its current position, or nothing; replaces what the key held.</summary>
    /// <param name="content">Seekable.</param>
    /// <exception cref="ObjectStoreFullException">There is no room for it.</exception>
    Task PutAsync(string key, Stream content, string contentType, CancellationToken cancellationToken);

    /// <summary>Begins an object whose key is known only when all of it is there, such as one named after its hash.</summary>
    /// <exception cref="ObjectStoreFullException">There is no room.</exception>
    Task<StagedObject> StageAsync();

    Task<bool> ExistsAsync(string key, CancellationToken cancellationToken);

    /// <summary>Opens an object; the stream is seekable, knows its length and reads only what is asked of it.</summary>
    /// <returns>Null when there is no such object.</returns>
    Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken);

    /// <summary>Deletes an object; one that is not there is not an error.</summary>
    Task DeleteAsync(string key, CancellationToken cancellationToken);

    /// <summary>
    /// Throws <see cref="ObjectStoreUnavailableException"/> unless the store answers and can be written to, and
    /// <see cref="ObjectStoreFullException"/> where it has no room.
    /// </summary>
    Task CheckAsync(CancellationToken cancellationToken);

    /// <summary>Whether there is no room, as far as the store can tell without being asked.</summary>
    bool IsFull { get; }
}
