using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using StackExchange.Redis;

namespace NanoBanana.Tests.Fixtures;

/// <summary>A connection on which something happens right before the first command of a kind.</summary>
[SuppressMessage("Performance", "CA1852", Justification = "DispatchProxy derives from it at run time.")]
public class HookedDatabase : DispatchProxy
{
    private IDatabase _database = null!;
    private string _method = null!;
    private Func<Task>? _hook;

    /// <param name="method">Name of an asynchronous method with a result.</param>
    public static IDatabase Before(string method, IDatabase database, Func<Task> hook)
    {
        var proxy = Create<IDatabase, HookedDatabase>();
        var self = (HookedDatabase)(object)proxy;
        (self._database, self._method, self._hook) = (database, method, hook);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name != _method || Interlocked.Exchange(ref _hook, null) is not { } hook)
        {
            return targetMethod.Invoke(_database, args);
        }

        return typeof(HookedDatabase).GetMethod(nameof(LaterAsync), BindingFlags.Instance | BindingFlags.NonPublic)!
            .MakeGenericMethod(targetMethod.ReturnType.GenericTypeArguments).Invoke(this, [hook, targetMethod, args]);
    }

    private async Task<T> LaterAsync<T>(Func<Task> hook, MethodInfo method, object?[] args)
    {
        await hook();
        return await (Task<T>)method.Invoke(_database, args)!;
    }
}
