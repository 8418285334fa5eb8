using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Lua;

/// <summary>Each script alone, on a Redis that has nothing else.</summary>
public sealed class ScriptCaseTests(ScriptCaseTests.EmptyRedis redis) : IClassFixture<ScriptCaseTests.EmptyRedis>
{
    private static readonly Dictionary<string, ScriptCase> All = ScriptCase.ReadAll().ToDictionary(item => item.ToString());

    public static TheoryData<string> Cases => new(All.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public Task It_does_what_its_case_says(string name) => All[name].RunAsync(redis.Database);

    [Fact]
    public void Every_script_has_a_case() =>
        Assert.Empty(ScriptFiles.Scripts.Except(All.Values.Select(item => item.Script)));

    public sealed class EmptyRedis : IAsyncLifetime
    {
        private RedisServer _server = null!;
        private ConnectionMultiplexer _connection = null!;

        public IDatabase Database => _connection.GetDatabase();

        public async Task InitializeAsync()
        {
            _server = await RedisServer.StartAsync();
            _connection = await ConnectionMultiplexer.ConnectAsync($"{_server.ConnectionString},allowAdmin=true");
        }

        public async Task DisposeAsync()
        {
            await _connection.DisposeAsync();
            await _server.DisposeAsync();
        }
    }
}
