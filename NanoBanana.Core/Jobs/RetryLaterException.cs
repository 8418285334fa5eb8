namespace NanoBanana.Core.Jobs;

/// <summary>A handler knows when another try makes sense: the job waits that long instead of the usual time. The try counts.</summary>
internal sealed class RetryLaterException(TimeSpan wait, Exception reason) : Exception(reason.Message, reason)
{
    public TimeSpan Wait => wait;
}
