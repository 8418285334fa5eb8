using System.Threading.Channels;

namespace NanoBanana.Web.Live;

/// <summary>Wakes the one who waits, once for however many reasons came meanwhile.</summary>
internal sealed class AsyncSignal
{
    private readonly Channel<bool> _reasons = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Give() => _reasons.Writer.TryWrite(true);

    /// <summary>Until there is a reason, or until this time is over.</summary>
    public async Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(longest);
        try
        {
            await _reasons.Reader.ReadAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }
    }
}
