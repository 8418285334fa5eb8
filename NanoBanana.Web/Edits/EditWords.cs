using System.Globalization;
using NanoBanana.Contracts.Edits;

namespace NanoBanana.Web.Edits;

/// <summary>What to say of an edit, and what to offer.</summary>
internal static class EditWords
{
    /// <summary>The name of the text that says what happened; with <c>Advice</c> after it, of the one that says what to do.</summary>
    public static string NameOf(string? code) => code switch
    {
        EditProblems.Blocked => "EditBlocked",
        EditProblems.NoImage => "EditNoImage",
        EditProblems.QuotaMinute => "EditQuotaMinute",
        EditProblems.QuotaDay => "EditQuotaDay",
        EditProblems.Timeout => "EditTimeout",
        EditProblems.NotUnderstood => "EditNotUnderstood",
        EditProblems.Input => "EditInput",
        _ => "EditProvider",
    };

    /// <summary>Whether the same again could end otherwise.</summary>
    public static bool CanRetry(Edit edit) => edit.Problem?.Code is not (
        EditProblems.Blocked or EditProblems.NotUnderstood or EditProblems.Input or EditProblems.QuotaDay);

    /// <summary>Whether other words could help.</summary>
    public static bool CanRephrase(Edit edit) => edit.Problem?.Code is EditProblems.Blocked or EditProblems.NoImage or EditProblems.NotUnderstood;

    /// <summary>From when on another try makes sense; null for at once.</summary>
    public static DateTimeOffset? RetryFrom(Edit edit) =>
        edit.Problem?.RetryAfter is { } seconds and > 0 ? (edit.FinishedAt ?? edit.CreatedAt).AddSeconds(seconds) : null;

    /// <summary>How long the work took; null until it is done.</summary>
    public static string? Seconds(Edit edit) => (edit.FinishedAt - edit.StartedAt) is { } took
        ? took.TotalSeconds.ToString(took.TotalSeconds < 10 ? "0.0" : "0", CultureInfo.CurrentCulture)
        : null;
}
