using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using StackExchange.Redis;

namespace NanoBanana.Core.Redis;

/// <summary>
/// A Lua script out of <c>Redis/Scripts</c>, whose head says what it does, with which keys and arguments, and what it answers. A line
/// <c>--- @include "shared/name"</c> stands for another file, once. The script's hash is sent, or its text where Redis does not know it
/// yet.
/// </summary>
internal sealed partial class RedisScript
{
    private readonly byte[] _hash;

    [SuppressMessage("Security", "CA5350", Justification = "EVALSHA names a script by its SHA-1.")]
    private RedisScript(string name)
    {
        Text = Assemble(name, []);
        _hash = SHA1.HashData(Encoding.UTF8.GetBytes(Text));
    }

    public string Text { get; }

    /// <param name="name">The file without its extension, such as <c>jobs/take</c>.</param>
    public static RedisScript Load(string name) => new(name);

    /// <summary>Given a text, the client would look its hash up by the text each time, which reads all of it.</summary>
    public async Task<RedisResult> EvaluateAsync(IDatabase database, RedisKey[] keys, params RedisValue[] values)
    {
        try
        {
            return await database.ScriptEvaluateAsync(_hash, keys, values);
        }
        catch (RedisServerException unknown) when (unknown.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            return await database.ScriptEvaluateAsync(Text, keys, values);
        }
    }

    private static string Assemble(string name, HashSet<string> included)
    {
        using var stream = typeof(RedisScript).Assembly.GetManifestResourceStream($"Scripts/{name}.lua")
            ?? throw new InvalidOperationException($"There is no script Redis/Scripts/{name}.lua.");
        using var reader = new StreamReader(stream);
        return Include.Replace(reader.ReadToEnd(), line => included.Add(line.Groups["name"].Value)
            ? Assemble(line.Groups["name"].Value, included).TrimEnd().Replace(
                "\n", "\n" + line.Groups["indent"].Value, StringComparison.Ordinal)
            : "");
    }

    [GeneratedRegex("(?<=^(?<indent> *))--- @include \"(?<name>[a-z/-]+)\"$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Include { get; }
}
