namespace NanoBanana.Web.Layout;

/// <summary>One line for the user; stays until it is dismissed or replaced.</summary>
/// <param name="Text">What happened.</param>
/// <param name="IsFailure">Told at once to a screen reader.</param>
/// <param name="ActionText">The label of <paramref name="Action"/>.</param>
/// <param name="Action">Such as an undo.</param>
internal sealed record Notice(string Text, bool IsFailure, string? ActionText = null, Func<Task>? Action = null);
