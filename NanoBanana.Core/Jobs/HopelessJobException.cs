namespace NanoBanana.Core.Jobs;

/// <summary>A try failed as every other would: the job is given up at once.</summary>
internal sealed class HopelessJobException(string message, Exception innerException) : Exception(message, innerException);
