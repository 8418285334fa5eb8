using System.Text.Json;
using NanoBanana.Contracts;

namespace NanoBanana.Core.Sessions;

/// <summary>What a user's own slot knows of a session: <c>seq:role:</c> and the session as the user sees it.</summary>
internal static class SeenSession
{
    /// <summary>The session as the user sees it, in JSON.</summary>
    public static string View(SessionId id, Dictionary<string, string> fields, Role role) =>
        JsonSerializer.Serialize(SessionRow.From(id, fields)!.ToContract(role), ContractJson.Default.Session);

    /// <summary>The same of what was stored; empty when there is none.</summary>
    public static ReadOnlyMemory<byte> View(ReadOnlyMemory<byte> stored) =>
        stored.Span.IndexOf((byte)'{') is >= 0 and var start ? stored[start..] : default;
}
