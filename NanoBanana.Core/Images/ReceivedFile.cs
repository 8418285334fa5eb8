namespace NanoBanana.Core.Images;

/// <summary>A file that arrived: complete, in a temporary file that goes when this is disposed.</summary>
internal sealed class ReceivedFile(string path, string fileName, long length, string sha256) : IDisposable
{
    /// <summary>As the client named it, without folders.</summary>
    public string FileName => fileName;

    public long Length => length;

    /// <summary>Lower-case hexadecimal.</summary>
    public string Sha256 => sha256;

    public FileStream Open() => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous);

    public void Dispose() => File.Delete(path);
}
