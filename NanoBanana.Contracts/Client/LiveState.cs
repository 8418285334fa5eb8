namespace NanoBanana.Contracts.Client;

/// <summary>How the live connection stands.</summary>
public enum LiveState
{
    /// <summary>Nobody follows anything, or it was disposed.</summary>
    Disconnected,
    /// <summary>Changes arrive as they happen.</summary>
    Connected,
    /// <summary>The connection was lost or cannot be made yet; it is tried again until it works.</summary>
    Reconnecting,
}
