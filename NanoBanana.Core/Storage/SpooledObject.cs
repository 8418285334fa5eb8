namespace NanoBanana.Core.Storage;

/// <summary>A temporary file that is sent to a bucket once its key is known; it is gone when the process ends.</summary>
internal sealed class SpooledObject(IObjectStore store) : StagedObject(Create())
{
    public override Task CommitAsync(string key, string contentType, CancellationToken cancellationToken)
    {
        Content.Position = 0;
        return store.PutAsync(key, Content, contentType, cancellationToken);
    }

    private static FileStream Create()
    {
        var path = Path.Combine(Path.GetTempPath(), $"nano-banana-{Guid.NewGuid():N}.upload");
        var content = PrivateFolder.CreateFile(path, FileAccess.ReadWrite, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        if (!OperatingSystem.IsWindows())
        {
            // The name goes at once and the bytes with the last handle, even when the process is killed.
            File.Delete(path);
        }

        return content;
    }
}
