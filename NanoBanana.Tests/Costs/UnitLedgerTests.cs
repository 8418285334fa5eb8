using Microsoft.Extensions.Options;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Redis;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Costs;

/// <summary>Cost units on a bare Redis.</summary>
public sealed class UnitLedgerTests : IAsyncLifetime
{
    private static readonly UserId User = new("0123456789abcdef0123456789abcdef");
    private RedisServer _server = null!;
    private ConnectionMultiplexer _redis = null!;

    public async Task InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        _redis = await ConnectionMultiplexer.ConnectAsync($"{_server.ConnectionString},allowAdmin=true");
        await Database.HashSetAsync(Keys.User(User), "username", "alice");
    }

    public async Task DisposeAsync()
    {
        _redis.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_sum_is_kept_and_never_added_up()
    {
        var ledger = Ledger(new() { OpenPerUser = 10_000, UnitsPerDay = 10_000, EditsPerDay = 10_000 });
        var ids = Enumerable.Range(0, 50).Select(_ => NewId()).ToList();
        foreach (var id in ids)
        {
            Assert.Equal(Reservation.Ok, await ledger.ReserveAsync(User, id, 3, isRemote: false));
            Assert.Equal(Reservation.Ok, await ledger.ReserveAsync(User, id, 3, isRemote: false));
        }

        Assert.Equal(new(150, 50), await ledger.UsedTodayAsync(User));
        await ledger.SettleAsync(User, ids[0], 0);
        await ledger.SettleAsync(User, ids[0], 0);
        await ledger.SettleAsync(User, ids[1], 2);
        await ledger.DropAsync(User, ids[2]);
        await ledger.DropAsync(User, ids[2]);
        Assert.Equal(new(143, 49), await ledger.UsedTodayAsync(User));
        Assert.Equal(ids.Where((_, i) => i != 2).OrderDescending(), await ledger.RecentAsync(User));
        var calls = (await _redis.GetServers()[0].InfoRawAsync("commandstats"))!;
        Assert.DoesNotContain("cmdstat_hvals", calls, StringComparison.Ordinal);
        Assert.DoesNotContain("cmdstat_hgetall", calls, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_that_failed_count_against_the_day()
    {
        var ledger = Ledger(new() { EditsPerDay = 3 });
        for (var i = 0; i < 3; i++)
        {
            var id = NewId();
            Assert.Equal(Reservation.Ok, await ledger.ReserveAsync(User, id, 1, isRemote: false));
            await ledger.SettleAsync(User, id, 0);
        }

        Assert.Equal(Reservation.TooManyAsks, await ledger.ReserveAsync(User, NewId(), 1, isRemote: false));
    }

    [Fact]
    public async Task A_user_waits_for_so_many_edits_at_a_time()
    {
        var ledger = Ledger(new() { OpenPerUser = 2 });
        var (first, second) = (NewId(), NewId());
        Assert.Equal(Reservation.Ok, await ledger.ReserveAsync(User, first, 1, isRemote: false));
        Assert.Equal(Reservation.Ok, await ledger.ReserveAsync(User, second, 1, isRemote: false));
        Assert.Equal(Reservation.TooManyOpen, await ledger.ReserveAsync(User, NewId(), 1, isRemote: false));
        await ledger.SettleAsync(User, first, 1);
        Assert.Equal(Reservation.Ok, await ledger.ReserveAsync(User, NewId(), 1, isRemote: false));
    }

    [Fact]
    public async Task Everybody_together_spends_no_more_than_the_providers_day_allows()
    {
        var ledger = Ledger(new() { UnitsPerDayOfAll = 5 });
        var (first, second) = (NewId(), NewId());
        Assert.Equal(Reservation.Ok, await ledger.ReserveAsync(User, first, 3, isRemote: true));
        Assert.Equal(Reservation.TooManyOfAll, await ledger.ReserveAsync(new("other"), NewId(), 3, isRemote: true));
        Assert.Equal(new(0, 0), await ledger.UsedTodayAsync(new("other")));
        Assert.Equal(Reservation.Ok, await ledger.ReserveAsync(new("other"), NewId(), 3, isRemote: false));
        Assert.Equal(Reservation.Ok, await ledger.ReserveAsync(User, second, 2, isRemote: true));
        await ledger.SettleAsync(User, first, 1);
        await ledger.SettleAsync(User, first, 1);
        await ledger.DropAsync(User, second);
        await ledger.DropAsync(User, second);
        Assert.Equal(1, (int)await Database.StringGetAsync(Keys.UnitsOfAll(DateOnly.FromDateTime(Id.TimeOf(first).UtcDateTime))));
    }

    private IDatabase Database => _redis.GetDatabase();

    private UnitLedger Ledger(EditOptions options) => new(Database, Options.Create(options), TimeProvider.System);

    private static EditId NewId() => new(Id.InSession(Id.New(DateTimeOffset.UtcNow), new(User)));
}
