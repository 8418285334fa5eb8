using System.Text.Json;

namespace NanoBanana.Core.Sharing;

/// <summary>A link with which others join, as it is kept; who used it is counted beside it.</summary>
/// <param name="Id">Sorts by creation; the same for a repeated request.</param>
/// <param name="ExpiresAt">Milliseconds since 1970.</param>
internal sealed record InviteRow(string Id, string Code, Role Role, long? ExpiresAt, int? MaxUses)
{
    public string Write() => JsonSerializer.Serialize(this, RowJson.Rows.InviteRow);

    public static InviteRow Read(string json) => JsonSerializer.Deserialize(json, RowJson.Rows.InviteRow)!;
}
