using NanoBanana.Core.Storage;

namespace NanoBanana.Core.Images;

/// <summary>A file that arrives: written to a temporary file that is gone when this is disposed or the process ends.</summary>
internal sealed class ReceivedFile : IDisposable
{
    private ReceivedFile(string fileName, FileStream content) => (FileName, Content) = (fileName, content);

    /// <summary>As the client named it, without folders.</summary>
    public string FileName { get; }

    public FileStream Content { get; }

    public long Length => Content.Length;

    /// <summary>Lower-case hexadecimal; known once it is complete.</summary>
    public string Sha256 { get; private set; } = "";

    public static ReceivedFile Create(string fileName)
    {
        var path = Path.Combine(Path.GetTempPath(), $"nano-banana-{Guid.NewGuid():N}.upload");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
        };
        if (OperatingSystem.IsWindows())
        {
            return new(fileName, new FileStream(path, options));
        }

        // The name goes at once and the bytes with the last handle, even when the process is killed.
        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var content = new FileStream(path, options);
        File.Delete(path);
        return new(fileName, content);
    }

    /// <exception cref="ObjectStoreFullException">The disk for temporary files has no room.</exception>
    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await Content.WriteAsync(bytes, cancellationToken);
        }
        catch (IOException failure) when (FullDisk.IsMeantBy(failure))
        {
            throw new ObjectStoreFullException("The disk for temporary files is full.", failure);
        }
    }

    public async Task CompleteAsync(string sha256, CancellationToken cancellationToken)
    {
        await Content.FlushAsync(cancellationToken);
        Content.Position = 0;
        Sha256 = sha256;
    }

    public void Dispose() => Content.Dispose();
}
