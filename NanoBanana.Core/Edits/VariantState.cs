using System.Globalization;
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
    private const string KeptPrefix = "kept:";

    /// <summary>How far an edit of a run is, where an engine on the network was at work.</summary>
    public KeptStep? Kept { get; init; }

    public static VariantState Read(string? state) => state switch
    {
        null or "" => new(false, false, null),
        Asked => new(true, false, null),
        Done => new(false, true, null),
        _ when state.StartsWith(KeptPrefix, StringComparison.Ordinal) =>
            new(false, false, null) { Kept = KeptStep.Read(state[KeptPrefix.Length..]) },
        _ => new(false, false, JsonSerializer.Deserialize(state, RowJson.Rows.Problem)),
    };

    public static string Failed(Problem problem) => JsonSerializer.Serialize(problem, RowJson.Rows.Problem);

    public static string Keeping(KeptStep? kept) => kept is null ? "" : KeptPrefix + kept.Write();

    public static string Field(EditId editId, int variant) => $"{editId}:{variant}";
}

/// <summary>What the steps of a run made of a picture so far; the bytes are kept for a day.</summary>
/// <param name="Steps">How many are done.</param>
internal sealed record KeptStep(int Steps, string Sha256, string ContentType)
{
    public static KeptStep Read(string text) => text.Split(':', 3) is [var steps, var sha256, var type]
        ? new(int.Parse(steps, CultureInfo.InvariantCulture), sha256, type)
        : throw new FormatException("A kept step is a number, a hash and a type.");

    public string Write() => string.Create(CultureInfo.InvariantCulture, $"{Steps}:{Sha256}:{ContentType}");
}
