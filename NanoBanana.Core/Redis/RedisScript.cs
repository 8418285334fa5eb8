using StackExchange.Redis;

namespace NanoBanana.Core.Redis;

/// <summary>A Lua script; sent by its hash, and once more in full when the server does not know it (any more).</summary>
internal sealed class RedisScript(string lua)
{
    public async Task<RedisResult> RunAsync(IDatabase database, RedisKey[] keys, params RedisValue[] values)
    {
        try
        {
            return await database.ScriptEvaluateAsync(lua, keys, values);
        }
        catch (RedisServerException exception) when (exception.Message.Contains("NOSCRIPT", StringComparison.Ordinal))
        {
            return await database.ScriptEvaluateAsync(lua, keys, values);
        }
    }
}
