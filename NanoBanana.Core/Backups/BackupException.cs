namespace NanoBanana.Core.Backups;

/// <summary>Why a backup or its restoration cannot be; the message says what to do.</summary>
internal sealed class BackupException(string message) : Exception(message);
