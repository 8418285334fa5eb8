using System.Text.Json;
using System.Text.RegularExpressions;
using NanoBanana.Contracts.Edits;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Edits;

/// <summary>Edits as they are kept: the contract's record.</summary>
internal static partial class EditRows
{
    public static bool IsFinished(this Edit edit) => edit.Status is not (EditStatus.Queued or EditStatus.Running);

    /// <summary>Reads a row; units were a number once.</summary>
    public static Edit Read(string json) => JsonSerializer.Deserialize(
        NumberOfUnits().Replace(json, "\"units\":{\"estimated\":$1,\"charged\":$1}"), RowJson.Rows.Edit)!;

    public static string Write(Edit edit) => JsonSerializer.Serialize(edit, RowJson.Rows.Edit);

    public static async Task<Edit?> FindEditAsync(this IDatabase database, SessionId sessionId, EditId id) =>
        (string?)await database.HashGetAsync(Keys.EditRows(sessionId), id.Value) is { } row ? Read(row) : null;

    /// <summary>Everything that the edit needs and that somebody may delete meanwhile.</summary>
    public static IEnumerable<ImageId> Inputs(this Edit edit) => edit.MaskImageId is { } mask ? edit.ImageIds.Append(mask) : edit.ImageIds;

    [GeneratedRegex(""""(?<!\\)"units":(\d+)"""")]
    private static partial Regex NumberOfUnits();
}
