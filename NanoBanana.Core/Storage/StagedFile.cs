namespace NanoBanana.Core.Storage;

/// <summary>A file of the store's own file system, so that it only has to take another name.</summary>
internal sealed class StagedFile(FileObjectStore store, FileStream content) : StagedObject(content)
{
    private bool _isCommitted;

    public override Task CommitAsync(string key, string contentType, CancellationToken cancellationToken) => FileFailures.GuardAsync(() =>
    {
        cancellationToken.ThrowIfCancellationRequested();
        Content.Flush(flushToDisk: true);
        store.Publish(Content.Name, key);
        _isCommitted = true;
        return Task.CompletedTask;
    });

    public override void Dispose()
    {
        base.Dispose();
        try
        {
            if (!_isCommitted)
            {
                File.Delete(Content.Name);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The store removes it in time, as what a crash leaves.
        }
    }
}
