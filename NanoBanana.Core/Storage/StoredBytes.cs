namespace NanoBanana.Core.Storage;

/// <summary>Whole objects in memory.</summary>
internal static class StoredBytes
{
    /// <exception cref="FileNotFoundException">The store is there, but has no such object.</exception>
    public static async Task<byte[]> ReadAsync(this IObjectStore store, string key, CancellationToken cancellationToken)
    {
        await using var stream = await store.OpenAsync(key, cancellationToken);
        if (stream is null)
        {
            // A store that is away altogether may look as if it were empty.
            await store.CheckAsync(cancellationToken);
            throw new FileNotFoundException($"The object store has no {key}.");
        }

        var bytes = GC.AllocateUninitializedArray<byte>(checked((int)stream.Length));
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    public static async Task WriteAsync(
        this IObjectStore store, string key, byte[] bytes, string contentType, CancellationToken cancellationToken)
    {
        await using var content = new MemoryStream(bytes, writable: false);
        await store.PutAsync(key, content, contentType, cancellationToken);
    }
}
