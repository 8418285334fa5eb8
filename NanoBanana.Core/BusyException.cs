namespace NanoBanana.Core;

/// <summary>There is more to do than can be done in time; another try later may succeed.</summary>
internal sealed class BusyException(string message) : Exception(message);
