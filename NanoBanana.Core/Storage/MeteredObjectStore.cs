namespace NanoBanana.Core.Storage;

/// <summary>Measures what another store does.</summary>
internal sealed class MeteredObjectStore(IObjectStore store, StorageMetrics metrics) : IObjectStore, IDisposable
{
    public bool IsFull => store.IsFull;

    public Task PutAsync(string key, Stream content, string contentType, CancellationToken cancellationToken) =>
        metrics.MeasureAsync("put", async () =>
        {
            await store.PutAsync(key, content, contentType, cancellationToken);
            return true;
        });

    public async Task<StagedObject> StageAsync() => new Staged(await store.StageAsync(), metrics);

    public Task<bool> ExistsAsync(string key, CancellationToken cancellationToken) =>
        metrics.MeasureAsync("exists", () => store.ExistsAsync(key, cancellationToken));

    public Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken) =>
        metrics.MeasureAsync("open", () => store.OpenAsync(key, cancellationToken));

    public Task DeleteAsync(string key, CancellationToken cancellationToken) => metrics.MeasureAsync("delete", async () =>
    {
        await store.DeleteAsync(key, cancellationToken);
        return true;
    });

    public Task CheckAsync(CancellationToken cancellationToken) => metrics.MeasureAsync("check", async () =>
    {
        await store.CheckAsync(cancellationToken);
        return true;
    });

    public void Dispose() => (store as IDisposable)?.Dispose();

    private sealed class Staged(StagedObject staged, StorageMetrics metrics) : StagedObject(staged.Content)
    {
        public override Task CommitAsync(string key, string contentType, CancellationToken cancellationToken) =>
            metrics.MeasureAsync("put", async () =>
            {
                await staged.CommitAsync(key, contentType, cancellationToken);
                return true;
            });

        public override void Dispose()
        {
            staged.Dispose();
            base.Dispose();
        }
    }
}
