using StackExchange.Redis;

namespace NanoBanana.Core.Redis;

/// <summary>A Lua script, which declares the keys that can be known. The client sends its hash, or its text if need be.</summary>
internal sealed class RedisScript(string lua)
{
    public string Text => lua;

    public Task<RedisResult> EvaluateAsync(IDatabase database, RedisKey[] keys, params RedisValue[] values) =>
        database.ScriptEvaluateAsync(lua, keys, values);
}
