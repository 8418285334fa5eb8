using System.Diagnostics;
using System.Text.RegularExpressions;
using NanoBanana.Core.Jobs;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Lua;

/// <summary>Each script says what it does, is used, and is clean by luacheck.</summary>
public sealed partial class ScriptFileTests
{
    public static TheoryData<string> Scripts => new(ScriptFiles.Scripts);

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Its_head_says_what_it_is_given_and_answers(string script)
    {
        var head = Head.Match(ScriptFiles.Read(script)).Value.Split('\n');
        Assert.Matches("^-- [A-Z].*[.]?$", head[0]);
        Assert.Single(head, line => line.StartsWith("-- KEYS: ", StringComparison.Ordinal));
        Assert.Single(head, line => line.StartsWith("-- ARGV: ", StringComparison.Ordinal));
        Assert.Single(head, line => line.StartsWith("-- Returns ", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Its_head_names_the_events_that_it_writes(string script)
    {
        var (text, events) = (ScriptFiles.Assemble(script), Events.Match(ScriptFiles.Read(script)));
        var named = events.Success ? events.Groups[1].Value.Split(", ") : [];
        var written = Written.Matches(text).Select(found => found.Groups[1].Value).Distinct().ToList();
        Assert.Empty(written.Except(named));

        // An argument may say which event it is.
        Assert.True(named.Except(written).Count() == (text.Contains("emit(type, data)\n  return", StringComparison.Ordinal) ? 1 : 0));
    }

    [Fact]
    public void Every_file_is_used()
    {
        var code = string.Concat(Directory.GetFiles(SourceTree.PathTo("NanoBanana.Core"), "*.cs", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(SourceTree.PathTo("NanoBanana.Api"), "*.cs", SearchOption.AllDirectories)).Select(File.ReadAllText));
        Assert.DoesNotContain(ScriptFiles.Scripts, script => !code.Contains($"Script.Load(\"{script}\")", StringComparison.Ordinal));
        var scripts = string.Concat(ScriptFiles.Scripts.Concat(ScriptFiles.Shared).Select(ScriptFiles.Read));
        Assert.DoesNotContain(ScriptFiles.Shared, shared => !scripts.Contains($"--- @include \"{shared}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void No_script_stands_in_the_code()
    {
        string[] products = ["NanoBanana.Core", "NanoBanana.Api", "NanoBanana.Worker", "NanoBanana.Web", "NanoBanana.ServiceDefaults"];
        Assert.DoesNotContain(
            products.SelectMany(product => Directory.GetFiles(SourceTree.PathTo(product), "*.cs", SearchOption.AllDirectories)),
            file => File.ReadAllText(file).Contains("redis.call", StringComparison.Ordinal));
    }

    [Fact]
    public void The_channels_of_the_jobs_are_those_that_are_listened_to()
    {
        Assert.Contains($"'{JobKeys.WakeChannelPrefix}' ..", ScriptFiles.Read("shared/jobs"), StringComparison.Ordinal);
        Assert.Contains($"'{JobKeys.EndChannelPrefix}' ..", ScriptFiles.Read("shared/jobs"), StringComparison.Ordinal);
        Assert.Contains($"'{JobKeys.CancelChannel}'", ScriptFiles.Read("jobs/cancel"), StringComparison.Ordinal);
    }

    /// <summary>Unknown names, hidden ones, code that is never reached. What shared files define need not all be used.</summary>
    [Fact]
    public async Task Luacheck_has_nothing_to_say()
    {
        var folder = Directory.CreateDirectory(Watchdog.TemporaryDirectory()).FullName;
        foreach (var script in ScriptFiles.Scripts)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, script.Replace('/', '-') + ".lua"), ScriptFiles.Assemble(script));
        }

        var start = new ProcessStartInfo("luacheck")
        {
            RedirectStandardOutput = true,
            ArgumentList =
            {
                folder, "--no-color", "--codes", "--quiet", "--std", "lua51", "--read-globals", "redis", "cjson", "KEYS", "ARGV",
                "--max-line-length", "140", "--ignore", "211", "311", "611",
            },
        };
        using var luacheck = Process.Start(start)!;
        var output = await luacheck.StandardOutput.ReadToEndAsync();
        await luacheck.WaitForExitAsync();
        Assert.True(luacheck.ExitCode == 0, output);
    }

    [GeneratedRegex(@"\A(--[^\n]*\n)+")]
    private static partial Regex Head { get; }

    [GeneratedRegex(@"^-- Events: (.+)$", RegexOptions.Multiline)]
    private static partial Regex Events { get; }

    /// <summary>Types of events as they are written in a script: <c>'image.created'</c>.</summary>
    [GeneratedRegex(@"(?<!--[^\n]*)'((?:session|message|image|edit|member|pin|run|recipe|reference)\.[a-z]+)'")]
    private static partial Regex Written { get; }
}
