using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using NanoBanana.Core.Accounts;
using StackExchange.Redis;

namespace NanoBanana.Tests.Accounts;

/// <summary>
/// User names and e-mail addresses under any interleaving: random renames, registrations and erasures at once, every step of which waits a
/// random time, and some of which are cut off in the middle. No name ever has two holders, and none stays claimed by nobody.
/// </summary>
public sealed class NamePropertyTests(AccountStores stores) : IClassFixture<AccountStores>
{
    private static readonly string[] Names = ["alice", "ALICE", "аlice", "bob", "b0b", "carol", "dave", "Dave"];

    public static IEnumerable<object[]> Seeds => Enumerable.Range(0, 12).Select(i => new object[] { Random.Shared.Next(), i % 3 == 2 });

    [Theory, MemberData(nameof(Seeds))]
    public async Task A_name_has_one_holder_or_none(int seed, bool withCrashes)
    {
        await stores.ClearAsync();
        var workers = Enumerable.Range(0, 10).Select(i => WorkAsync(new Random(seed + i), withCrashes));
        await Task.WhenAll(workers);

        var users = await stores.AllAsync();
        var held = users.SelectMany(user => NameKeys.Of(user.Username, user.Email)
            .All.Select(key => (Key: key.ToString(), user.Id))).ToList();
        Assert.Equal(held.Count, held.Select(item => item.Key).Distinct().Count());
        var claims = await stores.ClaimsAsync();
        Assert.All(held, item => Assert.Equal(item.Id, claims.GetValueOrDefault(item.Key)));
        if (!withCrashes)
        {
            Assert.Equal(held.Select(item => item.Key).Order(StringComparer.Ordinal), claims.Keys.Order(StringComparer.Ordinal));
        }

        // What nobody holds can be had, after a while at the latest.
        stores.Time.Shift += TimeSpan.FromMinutes(1);
        foreach (var name in Names)
        {
            var isFree = !NameKeys.Of(name, Address(name)).All.Any(key => held.Any(item => item.Key == key.ToString()));
            var (user, taken) = await stores.Users.CreateAsync(new(NewId()), name, Address(name), "hash");
            Assert.True(isFree == user is not null, $"{name} is {(isFree ? "free" : "held")}, taken: {string.Join(' ', taken)}");
            if (user is not null)
            {
                await stores.Users.DeleteAsync(user.Id);
            }
        }
    }

    private async Task WorkAsync(Random random, bool withCrashes)
    {
        for (var i = 0; i < 8; i++)
        {
            var database = Unsteady.Wrap(stores.Database, new Random(random.Next()), withCrashes && random.Next(3) == 0);
            var users = stores.UsersOn(database);
            var (name, email) = (Names[random.Next(Names.Length)], Address(Names[random.Next(Names.Length)]));
            var all = await stores.AllAsync();
            var chosen = all.Count > 0 ? all[random.Next(all.Count)] : null;
            var what = random.Next(10);
            try
            {
                await (chosen is null || what < 3 ? users.CreateAsync(new(NewId()), name, email, "hash")
                    : what < 4 ? users.DeleteAsync(chosen.Id)
                    : users.UpdateAsync(chosen, new(what % 3 == 0 ? null : name, what % 2 == 0 ? null : email)));
            }
            catch (Exception exception) when (exception is CutOffException or Core.BusyException)
            {
                // The process is gone, or gave up.
            }
        }
    }

    private static string Address(string name) => $"{name}@example.org";

    private static string NewId() => Guid.CreateVersion7().ToString("N");

    private sealed class CutOffException : Exception;

    /// <summary>A connection whose every command waits a little, and which may end after some of them.</summary>
    [SuppressMessage("Performance", "CA1852", Justification = "DispatchProxy derives from it at run time.")]
    private class Unsteady : DispatchProxy
    {
        private IDatabase _database = null!;
        private Random _random = null!;
        private int _left = int.MaxValue;

        public static IDatabase Wrap(IDatabase database, Random random, bool ends)
        {
            var proxy = Create<IDatabase, Unsteady>();
            var self = (Unsteady)(object)proxy;
            (self._database, self._random) = (database, random);
            self._left = ends ? random.Next(1, 9) : int.MaxValue;
            return proxy;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            var result = targetMethod!.ReturnType;
            return result.IsGenericType && result.GetGenericTypeDefinition() == typeof(Task<>)
                ? typeof(Unsteady).GetMethod(nameof(LaterAsync), BindingFlags.Instance | BindingFlags.NonPublic)!
                    .MakeGenericMethod(result.GenericTypeArguments).Invoke(this, [targetMethod, args])
                : targetMethod.Invoke(_database, args);
        }

        private async Task<T> LaterAsync<T>(MethodInfo method, object?[] args)
        {
            int wait, left;
            lock (_random)
            {
                (wait, left) = (_random.Next(0, 12), --_left);
            }
            await Task.Delay(wait);
            return left >= 0 ? await (Task<T>)method.Invoke(_database, args)! : throw new CutOffException();
        }
    }
}
