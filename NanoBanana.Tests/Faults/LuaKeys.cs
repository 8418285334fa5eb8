using System.Text.RegularExpressions;

namespace NanoBanana.Tests.Faults;

/// <summary>
/// Finds calls of Redis in a Lua script whose key is not one of <c>KEYS</c>. Names count as keys when all that is ever assigned to them
/// is; parameters of functions when all that is ever passed is. What it does not understand, it reports.
/// </summary>
internal sealed partial class LuaKeys
{
    private static readonly string[] WithoutKeys = ["TIME", "PUBLISH"];
    private static readonly string[] OfKeysOnly = ["DEL", "UNLINK", "EXISTS"];
    private readonly string _lua;
    private readonly List<Function> _functions;
    private readonly List<Assignment> _assignments;

    private LuaKeys(string lua)
    {
        _lua = Comments.Replace(lua, "");
        _functions = [.. FunctionStarts.Matches(_lua).Select(ToFunction)];
        _assignments = [.. Assigns.Matches(_lua).SelectMany(ToAssignments)];
    }

    /// <returns>The calls that touch what is not declared.</returns>
    public static List<string> Undeclared(string lua)
    {
        var script = new LuaKeys(lua);
        return [.. Calls.Matches(script._lua).Where(call => !script.IsDeclared(call)).Select(call => script.LineAt(call.Index))];
    }

    /// <returns>What stands where names of keys are made: text with a colon that something is appended to.</returns>
    public static List<string> NamesIn(string lua) =>
        [.. Made.Matches(Comments.Replace(lua, "")).Select(found => found.Groups[1].Value)];

    private bool IsDeclared(Match call)
    {
        var arguments = Split(_lua, call.Index + call.Length);
        var command = arguments[0].Trim('\'');
        return WithoutKeys.Contains(command)
            || (OfKeysOnly.Contains(command) ? arguments.Skip(1) : arguments.Skip(1).Take(1)).All(key => IsKey(key, call.Index));
    }

    private bool IsKey(string expression, int at, int depth = 0)
    {
        if (depth > 8)
        {
            return false;
        }

        if (Indexed.Match(expression) is { Success: true } indexed)
        {
            return IsTable(indexed.Groups["table"].Value, at, depth);
        }

        if (Unpacked.Match(expression) is { Success: true } unpacked)
        {
            return IsTable(unpacked.Groups["table"].Value, at, depth);
        }

        if (!Name.IsMatch(expression))
        {
            return false;
        }

        if (_functions.FirstOrDefault(function => function.Holds(at) && function.Parameters.Contains(expression)) is { } function)
        {
            var position = function.Parameters.IndexOf(expression);
            var calls = Regex.Matches(_lua, $@"(?<![\w.:]|function ){function.Name}\(").Where(call => !function.Holds(call.Index)).ToList();
            return calls.All(call =>
                IsKey(Split(_lua, call.Index + call.Length).ElementAtOrDefault(position) ?? "", call.Index, depth + 1));
        }

        var values = _assignments.Where(assignment => assignment.Name == expression && IsSeen(assignment.At, at)).ToList();
        return values.Count > 0 && values.All(assignment => IsKey(assignment.Value, assignment.At, depth + 1));
    }

    private bool IsTable(string name, int at, int depth)
    {
        var values = _assignments.Where(assignment => assignment.Name == name && IsSeen(assignment.At, at)).ToList();
        return name == "KEYS" || (values.Count > 0 && values.All(assignment => assignment.Value is ['{', .., '}'] table
            && Split(table[1..^1] + ")", 0).All(entry => IsKey(entry[(entry.LastIndexOf('=') + 1)..].Trim(), assignment.At, depth + 1))));
    }

    /// <summary>What is assigned inside a function is not seen outside it.</summary>
    private bool IsSeen(int assigned, int at) => _functions.All(function => !function.Holds(assigned) || function.Holds(at));

    private Function ToFunction(Match start)
    {
        var line = _lua.IndexOf('\n', start.Index);
        var end = _lua.AsSpan(start.Index, line - start.Index).TrimEnd().EndsWith(" end")
            ? line
            : _lua.IndexOf($"\n{start.Groups["indent"].Value}end", start.Index, StringComparison.Ordinal);
        return new(
            start.Groups["name"].Value, [.. start.Groups["parameters"].Value.Split(',', StringSplitOptions.TrimEntries)], start.Index, end);
    }

    private IEnumerable<Assignment> ToAssignments(Match match)
    {
        var names = match.Groups["names"].Value.Split(',', StringSplitOptions.TrimEntries);
        var values = Split(_lua[..match.Index] + match.Value.TrimEnd() + ")", match.Groups["values"].Index);
        return names.Select((name, i) => new Assignment(name, values.ElementAtOrDefault(i) ?? values[^1], match.Index));
    }

    private string LineAt(int index) => _lua[(_lua.LastIndexOf('\n', index) + 1).._lua.IndexOf('\n', index)].Trim();

    /// <summary>The arguments from here to the closing parenthesis.</summary>
    private static List<string> Split(string text, int from)
    {
        var (parts, depth, start, quoted) = (new List<string>(), 0, from, false);
        for (var i = from; i < text.Length; i++)
        {
            var c = text[i];
            quoted ^= c == '\'';
            if (quoted)
            {
                continue;
            }

            if (c is '(' or '{' or '[')
            {
                depth++;
            }
            else if ((c is '}' or ']' or ')' && depth-- == 0) || (c == ',' && depth == 0))
            {
                parts.Add(text[start..i].Trim());
                start = i + 1;
                if (c != ',')
                {
                    break;
                }
            }
        }

        return parts;
    }

    private sealed record Function(string Name, List<string> Parameters, int Start, int End)
    {
        public bool Holds(int at) => Start <= at && at < End;
    }

    private sealed record Assignment(string Name, string Value, int At);

    [GeneratedRegex(@"return '([^']*:)' \.\.")]
    private static partial Regex Made { get; }

    [GeneratedRegex(@"--[^\n]*")]
    private static partial Regex Comments { get; }

    [GeneratedRegex(@"redis\.p?call\(")]
    private static partial Regex Calls { get; }

    [GeneratedRegex(@"(?<=^|\n)(?<indent> *)local function (?<name>\w+)\((?<parameters>[^)]*)\)")]
    private static partial Regex FunctionStarts { get; }

    [GeneratedRegex(@"(?<=^|\n) *(?:local )?(?<names>[A-Za-z_]\w*(?:, *\w+)*) = (?<values>[^\n]+)")]
    private static partial Regex Assigns { get; }

    [GeneratedRegex(@"^(?<table>\w+)\[[^\]]*\]?\]$")]
    private static partial Regex Indexed { get; }

    [GeneratedRegex(@"^unpack\((?<table>\w+)(?:, *\w+)*\)$")]
    private static partial Regex Unpacked { get; }

    [GeneratedRegex(@"^[A-Za-z_]\w*$")]
    private static partial Regex Name { get; }
}
