using System.Reflection;
using NanoBanana.Core.Jobs;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;

namespace NanoBanana.Tests.Faults;

/// <summary>
/// Every script of Redis declares the keys that it touches, so a cluster or a proxy knows them before it runs; but for those that find
/// out themselves whose turn it is and what a job is about.
/// </summary>
[Trait("Kind", "Unit")]
public sealed class DeclaredKeysTests
{
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly string[] Finding =
    [
        $"{nameof(JobScripts)}.{nameof(JobScripts.Cancel)}", $"{nameof(DeadJobScripts)}.{nameof(DeadJobScripts.Count)}",
        $"{nameof(JobScripts)}.{nameof(JobScripts.Recover)}", $"{nameof(DeadJobScripts)}.{nameof(DeadJobScripts.Revive)}",
        $"{nameof(JobScripts)}.{nameof(JobScripts.Take)}",
    ];

    [Fact]
    public void Every_script_declares_the_keys_that_can_be_known()
    {
        var scripts = Scripts();
        Assert.True(scripts.Count > 60, $"Only {scripts.Count} scripts were found.");
        Assert.Empty(scripts.Where(script => !Finding.Contains(script.Name))
            .SelectMany(script => LuaKeys.Undeclared(script.Text).Select(line => $"{script.Name}: {line}")));
    }

    [Fact]
    public void The_others_touch_no_other_hash_tag() => Assert.All(
        Scripts().Where(script => Finding.Contains(script.Name)),
        script => Assert.All(LuaKeys.NamesIn(script.Text), name => Assert.StartsWith("{jobs}:", name, StringComparison.Ordinal)));

    [Theory]
    [InlineData("redis.call('GET', ARGV[1])")]
    [InlineData("redis.call('GET', KEYS[1] .. ARGV[1])")]
    [InlineData("redis.call('GET', 'name:' .. ARGV[1])")]
    [InlineData("redis.call('DEL', KEYS[1], ARGV[1])")]
    [InlineData("local prefix = KEYS[1]\nlocal key = prefix .. ':job'\nredis.call('GET', key)")]
    [InlineData("local key = KEYS[1]\nkey = ARGV[1]\nredis.call('GET', key)")]
    [InlineData("local all = {KEYS[1], ARGV[1]}\nredis.call('GET', all[2])")]
    [InlineData("local function read(key) return redis.call('GET', key) end\nread(KEYS[1])\nread(ARGV[1])")]
    [InlineData("local function read(id)\n  local key = 'job:' .. id\n  return redis.call('GET', key)\nend\nread(KEYS[1])")]
    [InlineData("for _, key in ipairs(redis.call('KEYS', '*')) do redis.call('DEL', key) end")]
    public void An_undeclared_key_is_found(string lua) => Assert.NotEmpty(LuaKeys.Undeclared(lua + "\n"));

    [Theory]
    [InlineData("local a, b = KEYS[1], KEYS[2]\nredis.call('HSET', b, ARGV[1] .. ':x', redis.call('GET', a))")]
    [InlineData("local K = {unpack(KEYS, 3)}\nredis.call('UNLINK', unpack(K, 2))")]
    [InlineData("local turns = {['0'] = KEYS[1], ['1'] = KEYS[2]}\nredis.call('LPOP', turns[ARGV[1]])")]
    [InlineData("local function put(rows, id) redis.call('HSET', rows, id, 1) end\nput(KEYS[1], ARGV[1])")]
    public void A_declared_one_is_not(string lua) => Assert.Empty(LuaKeys.Undeclared(lua + "\n"));

    private static List<(string Name, string Text)> Scripts() =>
    [
        .. new[] { typeof(RedisScript).Assembly, typeof(Api.Requests.Idempotency).Assembly, typeof(Worker.Jobs.JobRunner).Assembly }
            .SelectMany(assembly => assembly.GetTypes()).Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetFields(Static)).Select(field => (Field: field, Text: TextOf(field)))
            .Where(found => found.Text is not null).Select(found => ($"{found.Field.DeclaringType!.Name}.{found.Field.Name}", found.Text!)),
    ];

    private static string? TextOf(FieldInfo field) =>
        field.FieldType == typeof(RedisScript) ? ((RedisScript)field.GetValue(null)!).Text
        : field.FieldType == typeof(SessionScript) ? ((SessionScript)field.GetValue(null)!).Text
        : null;
}
