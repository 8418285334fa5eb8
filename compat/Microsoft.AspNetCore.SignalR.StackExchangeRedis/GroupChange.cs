using System.Text.Json;

namespace Microsoft.AspNetCore.SignalR.StackExchangeRedis;

/// <summary>Asks the server that has the connection to put it into a group or take it out; the answer goes to <paramref name="ReplyTo"/>.</summary>
internal sealed record GroupChange(Guid Id, string ReplyTo, string Group, bool Add)
{
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this);

    public static GroupChange Read(byte[] bytes) => JsonSerializer.Deserialize<GroupChange>(bytes)!;
}
