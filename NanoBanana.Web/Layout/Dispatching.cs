namespace NanoBanana.Web.Layout;

internal static class Dispatching
{
    /// <summary>For events that cannot be awaited: a failure reaches the component it belongs to instead of nobody.</summary>
    public static void Forget(this Task task, Func<Exception, Task> report) => _ = task.ContinueWith(
        failed => report(failed.Exception!.GetBaseException()),
        CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);
}
