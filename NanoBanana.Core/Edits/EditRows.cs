using System.Text.Json;
using NanoBanana.Contracts.Edits;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Edits;

/// <summary>Edits as they are kept: the contract's record.</summary>
internal static class EditRows
{
    public static bool IsFinished(this Edit edit) => edit.Status is not (EditStatus.Queued or EditStatus.Running);

    public static Edit Read(string json) => JsonSerializer.Deserialize(json, RowJson.Rows.Edit)!;

    public static string Write(Edit edit) => JsonSerializer.Serialize(edit, RowJson.Rows.Edit);

    public static async Task<Edit?> FindEditAsync(this IDatabase database, string sessionId, string id) =>
        (string?)await database.HashGetAsync(Keys.EditRows(sessionId), id) is { } row ? Read(row) : null;

    /// <summary>Everything that the edit needs and that somebody may delete meanwhile.</summary>
    public static IEnumerable<string> Inputs(this Edit edit) => edit.MaskImageId is { } mask ? edit.ImageIds.Append(mask) : edit.ImageIds;
}
