namespace NanoBanana.Core.Jobs;

/// <summary>The worker was silent for too long; its jobs are with others now.</summary>
internal sealed class LeaseLostException() : Exception("The worker's lease had ended.");
