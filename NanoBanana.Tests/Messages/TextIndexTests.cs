using NanoBanana.Contracts.Messages;
using NanoBanana.Core.Messages;
using NanoBanana.Core.Redis;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Messages;

/// <summary>The index on a bare Redis, where messages are written as the scripts write them.</summary>
public sealed class TextIndexTests : IAsyncLifetime
{
    private static readonly SessionId Session = new("s1");

    private RedisServer _server = null!;
    private ConnectionMultiplexer _redis = null!;
    private long _seq;

    private IDatabase Database => _redis.GetDatabase();

    private TextIndex Index => new(Database);

    public async Task InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        _redis = await ConnectionMultiplexer.ConnectAsync(_server.ConnectionString);
        await Database.HashSetAsync(Keys.Session(Session), [new("title", "Holiday"), new("fileName", "beach.jpg"), new("seq", 0)]);
    }

    public async Task DisposeAsync()
    {
        await _redis.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Titles_and_messages_are_found_in_their_blocks_and_others_are_ruled_out()
    {
        for (var i = 0; i < 3 * TextIndex.BlockLength; i++)
        {
            await WriteAsync(i == 1500 ? "the giraffe" : "hay");
        }

        Assert.Equal([0], await FindAsync("holiday"));
        Assert.Equal([0], await FindAsync("BEACH"));
        Assert.Equal([1], await FindAsync("giraffe"));
        Assert.Equal([3, 2, 1, 0], await FindAsync("hay"));
        Assert.Equal([], await FindAsync("zebra"));
    }

    [Fact]
    public async Task What_is_written_reworded_or_renamed_later_is_found()
    {
        var first = await WriteAsync("apple");
        Assert.Equal([0], await FindAsync("apple"));
        Assert.Equal([], await FindAsync("pear"));

        await WriteAsync("pear");
        Assert.Equal([0], await FindAsync("pear"));

        await RewordAsync(first, "cherry");
        Assert.Equal([0], await FindAsync("cherry"));

        await ChangeAsync(database => database.HashSetAsync(Keys.Session(Session), "title", "Winter"));
        Assert.Equal([0], await FindAsync("winter"));
    }

    [Fact]
    public async Task An_index_that_is_complete_is_not_written_again()
    {
        await WriteAsync("apple");
        await FindAsync("apple");
        Assert.True((await HeadAsync("apple")).IsComplete);
        Assert.Equal(0, await Database.SetLengthAsync(Keys.Reworded(Session)));

        await Database.KeyDeleteAsync(Keys.MessageRows(Session));
        Assert.Equal([0], await FindAsync("apple"));
    }

    [Fact]
    public async Task A_search_that_overtakes_another_loses_nothing_to_it()
    {
        await WriteAsync("apple");
        var slow = HookedDatabase.Before(nameof(IDatabase.ScriptEvaluateAsync), Database, async () =>
        {
            await WriteAsync("pear");
            Assert.Equal([0], await FindAsync("pear"));
        });
        Assert.Equal([0], await FindAsync("apple", slow));
        Assert.Equal([0], await FindAsync("pear"));
        Assert.Equal([0], await FindAsync("apple"));
    }

    [Fact]
    public async Task A_spent_budget_ends_a_search_and_the_next_one_goes_on()
    {
        for (var i = 0; i < 600; i++)
        {
            await WriteAsync("hay");
        }

        var searches = 1;
        while (await Index.FindBlocksAsync(Session, new("hay"), await HeadAsync("hay"), new(1), default) is null)
        {
            searches++;
        }

        Assert.Equal(3, searches);
        Assert.True((await HeadAsync("hay")).IsComplete);
    }

    [Fact]
    public async Task A_session_that_is_gone_gets_no_index()
    {
        await Database.KeyDeleteAsync(Keys.Session(Session));
        Assert.Equal([], await FindAsync("holiday"));
        Assert.False(await Database.KeyExistsAsync(Keys.TextIndex(Session)));
    }

    private Task<TextIndex.Head> HeadAsync(string words) => Index.ReadHeadAsync(Session, new(words));

    private Task<IReadOnlyList<int>?> FindAsync(string words) => FindAsync(words, Database);

    private async Task<IReadOnlyList<int>?> FindAsync(string words, IDatabase database) =>
        await new TextIndex(database).FindBlocksAsync(Session, new(words), await HeadAsync(words), new(long.MaxValue), default);

    private async Task<Message> WriteAsync(string text)
    {
        var seq = Interlocked.Increment(ref _seq);
        var message = new Message($"m{seq}", Session, new("alice"), MessageRole.User, text, [], null, DateTimeOffset.UnixEpoch, null);
        await ChangeAsync(
            database => database.HashSetAsync(Keys.MessageRows(Session), message.Id, MessageStore.Write(message)),
            database => database.SortedSetAddAsync(Keys.Messages(Session), message.Id, seq));
        return message;
    }

    private Task RewordAsync(Message message, string text) => ChangeAsync(
        database => database.HashSetAsync(Keys.MessageRows(Session), message.Id, MessageStore.Write(message with { Text = text })),
        database => database.SetAddAsync(Keys.Reworded(Session), message.Id));

    /// <summary>As a script does: the change, the number and the mark at once.</summary>
    private async Task ChangeAsync(params Func<IDatabaseAsync, Task>[] steps)
    {
        var transaction = Database.CreateTransaction();
        var tasks = steps.Select(step => step(transaction)).ToList();
        tasks.Add(transaction.HashIncrementAsync(Keys.Session(Session), "seq"));
        tasks.Add(transaction.StringSetBitAsync(Keys.TextIndex(Session), 0, false));
        Assert.True(await transaction.ExecuteAsync());
        await Task.WhenAll(tasks);
    }
}
