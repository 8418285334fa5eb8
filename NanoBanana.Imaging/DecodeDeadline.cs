namespace NanoBanana.Imaging;

/// <summary>Runs a decoder off the caller's thread, no longer than it may take, and gives its failures one name.</summary>
internal static class DecodeDeadline
{
    /// <param name="isDamage">Which exceptions of the decoder mean that the file is at fault.</param>
    /// <exception cref="CorruptImageException">
    /// The file is damaged, or takes too long; the message is half a sentence for people.
    /// </exception>
    public static async Task<T> RunAsync<T>(
        TimeSpan limit, Func<CancellationToken, T> decode, Func<Exception, bool> isDamage, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(limit);
        try
        {
            return await Task.Run(() => decode(deadline.Token), deadline.Token);
        }
        catch (Exception failure) when (failure is OperationCanceledException || isDamage(failure))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw deadline.IsCancellationRequested
                ? new CorruptImageException($"it takes longer than {limit.TotalSeconds:0.###} s to decode", failure)
                : new CorruptImageException("its pixels cannot be decoded", failure);
        }
    }
}
