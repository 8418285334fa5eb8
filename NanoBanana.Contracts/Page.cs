using System.Text.Json.Serialization;

namespace NanoBanana.Contracts;

/// <summary>One page of a list.</summary>
/// <param name="Items">At most as many as asked for with <c>?limit=</c> (1–100).</param>
/// <param name="NextCursor">Pass it as <c>?cursor=</c> for the next page; null on the last one.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? NextCursor);
