namespace NanoBanana.Core.Storage;

/// <summary>Where the bytes live: files, or an S3 bucket. Keys are relative paths of ASCII letters, digits, <c>/ . - _</c>.</summary>
internal interface IObjectStore
{
    /// <summary>Stores all of <paramref name="content"/> from its current position, or nothing; replaces what the key held.</summary>
    /// <param name="content">Seekable.</param>
    Task PutAsync(string key, Stream content, string contentType, CancellationToken cancellationToken);

    Task<bool> ExistsAsync(string key, CancellationToken cancellationToken);

    /// <summary>Opens an object; the stream is seekable, knows its length and reads only what is asked of it.</summary>
    /// <returns>Null when there is no such object.</returns>
    Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken);

    /// <summary>Deletes an object; one that is not there is not an error.</summary>
    Task DeleteAsync(string key, CancellationToken cancellationToken);

    /// <summary>Throws <see cref="ObjectStoreUnavailableException"/> unless the store answers and can be written to.</summary>
    Task CheckAsync(CancellationToken cancellationToken);
}
