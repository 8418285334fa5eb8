namespace NanoBanana.Core;

/// <summary>What is wrong with a field of a request.</summary>
/// <param name="Field">Its name in the JSON.</param>
/// <param name="Message">What helps, for the user.</param>
internal sealed record FieldProblem(string Field, string Message);
