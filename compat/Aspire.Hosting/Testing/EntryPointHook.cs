using System.Reflection;

namespace Aspire.Hosting.Testing;

/// <summary>
/// Runs an AppHost's own entry point for a test: stops it where it would build, lets the test change what was described,
/// builds, and leaves the entry point before it would run.
/// </summary>
internal sealed class EntryPointHook(Assembly assembly)
{
    private static readonly AsyncLocal<EntryPointHook?> Slot = new();

    private readonly TaskCompletionSource<DistributedApplicationBuilder> _described =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static EntryPointHook? Current => Slot.Value;

    public Assembly Assembly => assembly;

    public Task<DistributedApplicationBuilder> DescribeAsync(string[] args, CancellationToken cancellationToken)
    {
        var entryPoint = assembly.EntryPoint
            ?? throw new DistributedApplicationException($"{assembly.GetName().Name} has no entry point.");
        var thread = new Thread(() => Run(entryPoint, args)) { IsBackground = true, Name = "AppHost" };
        thread.Start();
        return _described.Task.WaitAsync(cancellationToken);
    }

    public DistributedApplicationBuilder Describe(string[] args)
    {
        var before = Slot.Value;
        Slot.Value = this;
        try
        {
            return new DistributedApplicationBuilder(new() { Args = args, ProjectDirectory = AppContext.BaseDirectory });
        }
        finally
        {
            Slot.Value = before;
        }
    }

    public DistributedApplication OnBuild(DistributedApplicationBuilder builder)
    {
        _described.TrySetResult(builder);
        throw new LeaveEntryPoint();
    }

    private void Run(MethodInfo entryPoint, string[] args)
    {
        Slot.Value = this;
        try
        {
            var result = entryPoint.Invoke(null, entryPoint.GetParameters().Length == 0 ? [] : [args]);
            (result as Task)?.GetAwaiter().GetResult();
            _described.TrySetException(new DistributedApplicationException("The AppHost ended before it built its application."));
        }
        catch (TargetInvocationException e) when (e.InnerException is not LeaveEntryPoint)
        {
            _described.TrySetException(e.InnerException ?? e);
        }
        catch (TargetInvocationException)
        {
            // The test has the builder now.
        }
    }

    private sealed class LeaveEntryPoint : Exception;
}
