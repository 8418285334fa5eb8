using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using StackExchange.Redis;

namespace Aspire.StackExchange.Redis;

/// <summary>
/// Ends an asynchronous command that gets no answer in time, as later clients do by themselves; this one waits for ever when a
/// server accepts commands but does not answer.
/// </summary>
[SuppressMessage("Performance", "CA1852", Justification = "DispatchProxy derives from it at run time.")]
internal class Timed : DispatchProxy
{
    private static readonly MethodInfo WithinDefinition =
        typeof(Timed).GetMethod(nameof(WithinAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static readonly ConcurrentDictionary<Type, Func<Task, TimeSpan, Task>> Limiters = new();

    private object _inner = null!;
    private TimeSpan _timeout;

    public static T Create<T>(T inner, TimeSpan timeout)
        where T : class
    {
        var proxy = Create<T, Timed>();
        var timed = (Timed)(object)proxy;
        (timed._inner, timed._timeout) = (inner, timeout);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null) switch
        {
            IDatabase database => Create(database, _timeout),
            ISubscriber subscriber => Create(subscriber, _timeout),
            Task task => Limiters.GetOrAdd(targetMethod.ReturnType, MakeLimiter)(task, _timeout),
            var result => result,
        };

    private static Func<Task, TimeSpan, Task> MakeLimiter(Type returned) => returned == typeof(Task)
        ? (task, timeout) => task.WaitAsync(timeout)
        : WithinDefinition.MakeGenericMethod(returned.GenericTypeArguments[0]).CreateDelegate<Func<Task, TimeSpan, Task>>();

    private static Task<T> WithinAsync<T>(Task task, TimeSpan timeout) => ((Task<T>)task).WaitAsync(timeout);
}
