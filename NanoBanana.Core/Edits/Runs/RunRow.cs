using System.Text.Json;
using NanoBanana.Contracts.Recipes;

namespace NanoBanana.Core.Edits.Runs;

/// <summary>What never changes of a run: the first part of the contract's JSON, to which the scripts add the rest.</summary>
internal sealed record RunRow(
    string Id, SessionId SessionId, string RecipeId, string Name, UserId AuthorId, string MessageId, IReadOnlyList<RecipeStep> Steps,
    string Engine, int Total, int UnitsEstimated, DateTimeOffset CreatedAt)
{
    public string Write() => JsonSerializer.Serialize(this, RowJson.Rows.RunRow);

    public static Run Read(string json) => JsonSerializer.Deserialize(json, RowJson.Rows.Run)!;
}
