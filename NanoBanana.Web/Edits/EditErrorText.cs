using System.Globalization;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Edits;
using NanoBanana.Web.Resources;

namespace NanoBanana.Web.Edits;

/// <summary>What to say of an edit, and what to offer.</summary>
internal static class EditErrorText
{
    /// <summary>What happened.</summary>
    /// <param name="code">One of <see cref="EditProblems"/>; null where it is not known.</param>
    /// <param name="engine">The name that the user knows.</param>
    public static string TitleOf(string? code, string engine) => code switch
    {
        EditProblems.Blocked => Text.FormatEditBlocked(engine),
        EditProblems.NoImage => Text.FormatEditNoImage(engine),
        EditProblems.QuotaMinute => Text.FormatEditQuotaMinute(engine),
        EditProblems.QuotaDay => Text.FormatEditQuotaDay(engine),
        EditProblems.Timeout => Text.FormatEditTimeout(engine),
        EditProblems.NotUnderstood => Text.FormatEditNotUnderstood(engine),
        EditProblems.Input => Text.EditInput,
        EditProblems.TooExpensive => Text.EditTooExpensive,
        EditProblems.StorageFull => Text.EditStorageFull,
        _ => Text.FormatEditProvider(engine),
    };

    /// <summary>What to do about it.</summary>
    public static string AdviceOf(string? code) => code switch
    {
        EditProblems.Blocked => Text.EditBlockedAdvice,
        EditProblems.NoImage => Text.EditNoImageAdvice,
        EditProblems.QuotaMinute => Text.EditQuotaMinuteAdvice,
        EditProblems.QuotaDay => Text.EditQuotaDayAdvice,
        EditProblems.Timeout => Text.EditTimeoutAdvice,
        EditProblems.NotUnderstood => Text.EditNotUnderstoodAdvice,
        EditProblems.Input => Text.EditInputAdvice,
        EditProblems.TooExpensive => Text.EditTooExpensiveAdvice,
        EditProblems.StorageFull => Text.EditStorageFullAdvice,
        _ => Text.EditProviderAdvice,
    };

    /// <summary>
    /// The engine's own words where they say more than ours: which words it does not know, which of its rules forbid it, what is wrong with
    /// the pictures, what it said or broke on. They are English unless the prompt was Chinese; a Chinese reader gets them only if they can
    /// read them, or used the words themselves.
    /// </summary>
    public static string? DetailOf(Problem? problem, CultureInfo reader) => problem switch
    {
        { Detail: not { Length: > 0 } } => null,
        { Code: EditProblems.NotUnderstood, Detail: var detail } => detail,
        { Code: EditProblems.QuotaMinute or EditProblems.QuotaDay or EditProblems.Timeout } => null,
        { Detail: var detail } => reader.TwoLetterISOLanguageName is "zh" && !IsChinese(detail) ? null : detail,
        _ => null,
    };

    public static bool IsChinese(string text) => text.Any(letter => letter is >= '\u4e00' and <= '\u9fff');

    /// <summary>Whether the same again could end otherwise.</summary>
    public static bool CanRetry(Edit edit) => edit.Problem?.Code is not (
        EditProblems.Blocked or EditProblems.NotUnderstood or EditProblems.Input or EditProblems.QuotaDay or EditProblems.TooExpensive);

    /// <summary>Whether other words could help.</summary>
    public static bool CanRephrase(Edit edit) => edit.Problem?.Code is
        EditProblems.Blocked or EditProblems.NoImage or EditProblems.NotUnderstood or EditProblems.TooExpensive;

    /// <summary>Whether something broke, such as an engine; a request that is refused for what it asks is in order.</summary>
    public static bool IsBroken(Edit edit) => edit.Status is EditStatus.Failed && edit.Problem?.Code is not (
        EditProblems.Blocked or EditProblems.NoImage or EditProblems.NotUnderstood or EditProblems.Input or EditProblems.TooExpensive);

    /// <summary>From when on another try makes sense; null for at once.</summary>
    public static DateTimeOffset? RetryFrom(Edit edit) =>
        edit.Problem?.RetryAfter is { } seconds and > 0 ? (edit.FinishedAt ?? edit.CreatedAt).AddSeconds(seconds) : null;

    /// <summary>A transparent background was asked for, and an opaque one came: what looks transparent is painted.</summary>
    public static bool IsOpaqueUnasked(Edit edit) =>
        edit is { Asked.Background: Background.Transparent, Applied.Background: Background.Opaque };

    /// <summary>How much of the picture may change; a little is not none, and nearly all is not all.</summary>
    public static string ShareOf(MaskReading mask, CultureInfo reader) => mask.Share switch
    {
        < 0.01 => $"< {0.01.ToString("P0", reader)}",
        > 0.99 and < 1 => $"> {0.99.ToString("P0", reader)}",
        var share => share.ToString("P0", reader),
    };

    /// <summary>How long the work took; null until it is done.</summary>
    public static string? Seconds(Edit edit) => (edit.FinishedAt - edit.StartedAt) is { } took
        ? took.TotalSeconds.ToString(took.TotalSeconds < 10 ? "0.0" : "0", CultureInfo.CurrentCulture)
        : null;
}
