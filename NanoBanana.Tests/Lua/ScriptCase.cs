using System.Text.RegularExpressions;
using NanoBanana.Core.Jobs;
using NanoBanana.Core.Redis;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Lua;

/// <summary>
/// What a script does with an empty Redis, as a file in <c>Cases</c> tells it:
/// <code>
/// jobs/bury                          the script
///   a job in hand is given up        the case
///     given RPUSH hand 7             a command that goes before
///     jobs                           KEYS begin with those of all job scripts
///     session bob editor             a session of alice, bob (editor) and vic (viewer); KEYS and ARGV begin as its scripts need them
///     keys job:7 hand                KEYS, behind those
///     args 7 broken                  ARGV, behind those
///     gives 1                        the answer; nil for nothing, [a b] for a list
///     then LRANGE {jobs}:dead 0 -1 = [7]     what a command answers afterwards
///     events image.created           the types of all events in the session's log, in order
/// </code>
/// Words are separated by blanks; '…' and "…" keep them together. A word <c>*</c> in an answer stands for any.
/// </summary>
internal sealed partial class ScriptCase
{
    private static readonly string[] SessionKeys = ["session", "members", "log", "leaving", "index"];
    private readonly List<string[]> _given = [];
    private readonly List<(string[] Command, string Answer)> _then = [];
    private readonly List<string> _keys = [];
    private readonly List<string> _arguments = [];
    private string? _gives;
    private string? _events;

    private ScriptCase(string script, string name) => (Script, Name) = (script, name);

    public string Script { get; }

    public string Name { get; }

    public override string ToString() => $"{Script}: {Name}";

    public static IEnumerable<ScriptCase> ReadAll() =>
        Directory.GetFiles(SourceTree.PathTo("NanoBanana.Tests", "Lua", "Cases"), "*.txt").Order(StringComparer.Ordinal)
            .SelectMany(ReadFile);

    public async Task RunAsync(IDatabase database)
    {
        await database.ExecuteAsync("FLUSHALL");
        foreach (var command in _given)
        {
            await ExecuteAsync(database, command);
        }

        var answer = await RedisScript.Load(Script).EvaluateAsync(
            database, [.. _keys.Select(key => (RedisKey)key)], [.. _arguments.Select(argument => (RedisValue)argument)]);
        ShouldBe(_gives ?? throw new InvalidOperationException($"{this} says not what it gives."), Write(answer), "gives");
        foreach (var (command, expected) in _then)
        {
            ShouldBe(expected, Write(await ExecuteAsync(database, command)), string.Join(' ', command));
        }

        if (_events is not null)
        {
            var types = (await database.StreamRangeAsync("log")).Select(entry => (string?)entry["type"]);
            ShouldBe(_events, string.Join(' ', types), "events");
        }
    }

    private static IEnumerable<ScriptCase> ReadFile(string file)
    {
        var (script, current, cases) = ("", (ScriptCase?)null, new List<ScriptCase>());
        foreach (var line in File.ReadLines(file).Where(line => line.Trim() is [not '#', ..]))
        {
            var depth = line.Length - line.TrimStart(' ').Length;
            if (depth == 0)
            {
                script = line.Trim();
            }
            else if (depth == 2)
            {
                cases.Add(current = new(script, line.Trim()));
            }
            else
            {
                current!.Add(line.Trim());
            }
        }

        return cases;
    }

    private void Add(string line)
    {
        var words = Split(line);
        switch (words[0])
        {
            case "given":
                _given.Add(words[1..]);
                break;
            case "jobs":
                _keys.AddRange(JobKeys.And().Select(key => key.ToString()));
                break;
            case "session":
                AddSession(words[1], words[2]);
                break;
            case "keys":
                _keys.AddRange(words[1..]);
                break;
            case "args":
                _arguments.AddRange(words[1..]);
                break;
            case "gives":
                _gives = line["gives ".Length..];
                break;
            case "then":
                var equals = line.LastIndexOf(" = ", StringComparison.Ordinal);
                _then.Add((Split(line[..equals])[1..], line[(equals + " = ".Length)..]));
                break;
            case "events":
                _events = string.Join(' ', words[1..]);
                break;
            default:
                throw new InvalidOperationException($"{this}: what is '{words[0]}'?");
        }
    }

    /// <summary>The caller may be '' for the product itself.</summary>
    private void AddSession(string caller, string least)
    {
        _given.Insert(0, ["HSET", "session", "ownerId", "alice", "title", "", "seq", "0", "messageCount", "0", "imageCount", "0"]);
        _given.Insert(1, ["HSET", "members", "alice", "owner:1", "bob", "editor:2", "vic", "viewer:3"]);
        _keys.AddRange(SessionKeys);
        _arguments.AddRange([caller, "1000", "10000:3600000", least, ""]);
    }

    private static async Task<RedisResult> ExecuteAsync(IDatabase database, string[] command) =>
        await database.ExecuteAsync(command[0], [.. command.Skip(1).Cast<object>()]);

    private void ShouldBe(string expected, string found, string what)
    {
        var pattern = string.Join(".*", expected.Split('*').Select(Regex.Escape));
        Assert.True(
            Regex.IsMatch(found, $"^{pattern}$", RegexOptions.Singleline), $"{this}\n{what}\nexpected {expected}\nfound    {found}");
    }

    private static string Write(RedisResult result) => result switch
    {
        { IsNull: true } => "nil",
        { Resp2Type: ResultType.Array } => $"[{string.Join(' ', ((RedisResult[])result!).Select(Write))}]",
        _ => (string)result! is { Length: > 0 } text ? text : "\"\"",
    };

    private static string[] Split(string line) => [.. Word.Matches(line).Select(word => word.Value is ['"' or '\'', .., '"' or '\''] quoted
        ? quoted[1..^1] : word.Value)];

    [GeneratedRegex("""'[^']*'|"[^"]*"|[^\s]+""")]
    private static partial Regex Word { get; }
}
