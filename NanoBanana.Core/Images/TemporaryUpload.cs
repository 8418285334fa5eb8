using System.Security.Cryptography;
using NanoBanana.Core.Storage;

namespace NanoBanana.Core.Images;

/// <summary>
/// A file that arrives: written to where the store keeps it and hashed as it passes, gone when disposed unless it was stored.
/// </summary>
internal sealed class TemporaryUpload : IDisposable
{
    private readonly StagedObject _staged;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private TemporaryUpload(string fileName, StagedObject staged) => (FileName, _staged) = (fileName, staged);

    /// <summary>As the client named it, without folders.</summary>
    public string FileName { get; }

    public Stream Content => _staged.Content;

    public long Length { get; private set; }

    /// <summary>Lower-case hexadecimal; known once it is complete.</summary>
    public string Sha256 { get; private set; } = "";

    /// <exception cref="ObjectStoreFullException">The store has no room.</exception>
    public static async Task<TemporaryUpload> CreateAsync(IObjectStore store, string fileName) => new(fileName, await store.StageAsync());

    /// <exception cref="ObjectStoreFullException">The store has no room.</exception>
    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var writing = _staged.WriteAsync(bytes, cancellationToken);
        _hash.AppendData(bytes.Span);
        await writing;
        Length += bytes.Length;
    }

    /// <summary>Writes all of a stream, and completes the file.</summary>
    /// <returns>False when there are more bytes than allowed; the file is not complete then.</returns>
    public async Task<bool> CopyAsync(Stream content, long mostBytes, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 << 10];
        while (await content.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (Length + read > mostBytes)
            {
                return false;
            }

            await WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        Complete();
        return true;
    }

    public void Complete()
    {
        Content.Position = 0;
        Sha256 = Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public Task StoreAsync(string key, string contentType, CancellationToken cancellationToken) =>
        _staged.CommitAsync(key, contentType, cancellationToken);

    public void Dispose()
    {
        _hash.Dispose();
        _staged.Dispose();
    }
}
