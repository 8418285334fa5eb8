using System.Text.Json;

namespace NanoBanana.Core.Sharing;

/// <summary>A public copy of a session; its messages and images are kept beside it.</summary>
/// <param name="Own">The first half of its full id, which names it in the session.</param>
/// <param name="IsMaking">It is not complete yet and shown to nobody.</param>
internal sealed record SnapshotRow(string Own, string Code, string Title, DateTimeOffset CreatedAt, bool IsMaking = false)
{
    public string Write() => JsonSerializer.Serialize(this, RowJson.Rows.SnapshotRow);

    public static SnapshotRow Read(string json) => JsonSerializer.Deserialize(json, RowJson.Rows.SnapshotRow)!;
}
