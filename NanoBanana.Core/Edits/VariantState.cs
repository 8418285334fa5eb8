using System.Text.Json;
using NanoBanana.Contracts;

namespace NanoBanana.Core.Edits;

/// <summary>
/// What is known of one variant of an open edit, so that no other try repeats what is done: a result is committed, a failure is final,
/// or an engine was asked and nobody knows what became of it.
/// </summary>
/// <param name="Problem">Why there will be no result.</param>
internal sealed record VariantState(bool IsAsked, bool IsDone, Problem? Problem)
{
    public const string Asked = "asked";
    public const string Done = "done";

    public static VariantState Read(string? state) => state switch
    {
        null or "" => new(false, false, null),
        Asked => new(true, false, null),
        Done => new(false, true, null),
        _ => new(false, false, JsonSerializer.Deserialize(state, RowJson.Rows.Problem)),
    };

    public static string Failed(Problem problem) => JsonSerializer.Serialize(problem, RowJson.Rows.Problem);

    public static string Field(string editId, int variant) => $"{editId}:{variant}";
}
