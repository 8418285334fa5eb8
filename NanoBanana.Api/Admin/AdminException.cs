namespace NanoBanana.Api.Admin;

/// <summary>Why something was not done; the message says what to do.</summary>
internal sealed class AdminException(string message) : Exception(message);
