namespace NanoBanana.Core.Messages;

/// <summary>How many bytes of text one search may look through; its parts spend from it at the same time.</summary>
internal sealed class SearchBudget(long bytes)
{
    private long _left = bytes;

    public bool IsSpent => Interlocked.Read(ref _left) <= 0;

    public void Spend(long bytes) => Interlocked.Add(ref _left, -bytes);
}
