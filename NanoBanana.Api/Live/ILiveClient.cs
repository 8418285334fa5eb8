using NanoBanana.Contracts.Events;

namespace NanoBanana.Api.Live;

/// <summary>What the hub calls on its clients. Public, because SignalR makes a proxy of it.</summary>
public interface ILiveClient
{
    /// <summary>Somebody else types in a session that this client follows, or stopped.</summary>
    Task Typing(Typing typing);

    /// <summary>Who follows the session now, after somebody came or went.</summary>
    Task Presence(Presence presence);
}
