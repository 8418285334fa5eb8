using Microsoft.AspNetCore.SignalR.Protocol;

namespace Microsoft.AspNetCore.SignalR.StackExchangeRedis;

/// <summary>A call of a client method on its way between servers, written once for each protocol that clients may speak.</summary>
internal sealed record Invocation(IReadOnlyList<string> ExcludedConnectionIds, SerializedHubMessage Message)
{
    public static byte[] Write(
        IReadOnlyList<IHubProtocol> protocols, string method, object?[] arguments, IReadOnlyList<string>? excludedConnectionIds = null)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        var message = new InvocationMessage(method, arguments);

        writer.Write(excludedConnectionIds?.Count ?? 0);
        foreach (var connectionId in excludedConnectionIds ?? [])
        {
            writer.Write(connectionId);
        }

        writer.Write(protocols.Count);
        foreach (var protocol in protocols)
        {
            var bytes = protocol.GetMessageBytes(message);
            writer.Write(protocol.Name);
            writer.Write(bytes.Length);
            writer.Write(bytes.Span);
        }

        return stream.ToArray();
    }

    public static Invocation Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        var excluded = new string[reader.ReadInt32()];
        for (var i = 0; i < excluded.Length; i++)
        {
            excluded[i] = reader.ReadString();
        }

        var messages = new SerializedMessage[reader.ReadInt32()];
        for (var i = 0; i < messages.Length; i++)
        {
            messages[i] = new SerializedMessage(reader.ReadString(), reader.ReadBytes(reader.ReadInt32()));
        }

        return new Invocation(excluded, new SerializedHubMessage(messages));
    }

    /// <summary>Queues the call on these connections; a slow client does not hold the others up.</summary>
    public void DeliverTo(IEnumerable<HubConnectionContext> connections)
    {
        foreach (var connection in connections)
        {
            if (!ExcludedConnectionIds.Contains(connection.ConnectionId))
            {
                // Never fails: a connection that cannot be written to logs that and closes itself.
                _ = connection.WriteAsync(Message).AsTask();
            }
        }
    }
}
