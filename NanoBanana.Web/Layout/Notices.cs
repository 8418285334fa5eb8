using System.Net;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Web.Resources;

namespace NanoBanana.Web.Layout;

/// <summary>The line that tells what an action did, or why it failed.</summary>
internal sealed partial class Notices(ILogger<Notices> logger)
{
    public Notice? Current { get; private set; }

    public event Action? Changed;

    public void Show(string message, string? actionText = null, Func<Task>? action = null) => Set(new(message, false, actionText, action));

    public void Dismiss() => Set(null);

    /// <summary>Does it and tells of a failure; whether it was done.</summary>
    public async Task<bool> TryAsync(Func<Task> action)
    {
        try
        {
            await action();
            return true;
        }
        catch (OperationCanceledException e) when (e.InnerException is not TimeoutException)
        {
            // Whoever asked is gone.
            return false;
        }
        catch (Exception e)
        {
            Set(new(Say(e), true));
            return false;
        }
    }

    /// <summary>A failure in the reader's words; what should not have happened is logged, too.</summary>
    public string Say(Exception failure)
    {
        Log(failure);
        return Words(failure);
    }

    public void Log(Exception failure)
    {
        if (failure is not ApiException { Status: < HttpStatusCode.InternalServerError })
        {
            LogFailed(logger, failure);
        }
    }

    public static string Words(Exception failure) => failure switch
    {
        ApiException { Status: HttpStatusCode.NotFound } => Text.FailedNotFound,
        ApiException { Status: HttpStatusCode.TooManyRequests, RetryAfter: { } wait } =>
            Text.FormatFailedTooManyIn(Math.Ceiling(wait.TotalSeconds)),
        ApiException { Status: HttpStatusCode.TooManyRequests } => Text.FailedTooMany,
        ApiException { Status: HttpStatusCode.Unauthorized } => Text.FailedSignedOut,
        ApiException { Code: ProblemCodes.Guest } => Text.FailedGuest,
        ApiException { Code: ProblemCodes.NoTransparency } => Text.FailedNoTransparency,
        ApiException { Status: < HttpStatusCode.InternalServerError } e => e.Detail ?? e.Title ?? Text.Failed,
        _ => Text.FailedUnreachable,
    };

    private void Set(Notice? notice)
    {
        Current = notice;
        Changed?.Invoke();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "An action in the browser failed.", EventName = "notices.failed")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
