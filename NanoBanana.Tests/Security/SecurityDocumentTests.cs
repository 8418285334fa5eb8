using System.Reflection;
using System.Text.RegularExpressions;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Security;

/// <summary>docs/security.md names for each threat tests that are there.</summary>
[Trait("Kind", "Unit")]
public sealed partial class SecurityDocumentTests
{
    /// <summary>What nothing can be run for.</summary>
    private static readonly string[] Untested = ["The server fetches an address for somebody (SSRF)"];

    private static readonly Dictionary<string, List<Type>> Classes = typeof(SecurityDocumentTests).Assembly.GetTypes()
        .Where(type => type is { IsPublic: true, IsClass: true }).GroupBy(type => type.Name)
        .ToDictionary(named => named.Key, named => named.ToList());

    [Fact]
    public void Every_threat_has_an_answer_and_a_test()
    {
        var threats = Threats();
        Assert.True(threats.Count > 60, $"Only {threats.Count} threats were found.");
        Assert.All(threats, threat => Assert.True(threat.Answer.Length > 20, threat.Name));
        Assert.Equal(Untested, threats.Where(threat => threat.Tests.Count == 0).Select(threat => threat.Name));
    }

    [Fact]
    public void Every_test_that_is_named_exists() =>
        Assert.DoesNotContain(Threats().SelectMany(threat => threat.Tests), test => !Exists(test));

    [Theory]
    [InlineData("SecurityDocumentTests", true)]
    [InlineData("SecurityDocumentTests.Every_threat_has_an_answer_and_a_test", true)]
    [InlineData("SecurityDocumentTests.Threats", false)]
    [InlineData("NoSuchTests", false)]
    [InlineData("LogWatch", false)]
    public void A_name_is_looked_up(string name, bool exists) => Assert.Equal(exists, Exists(name));

    private static bool Exists(string name)
    {
        var (type, method) = name.Split('.') is [var own, var fact] ? (own, fact) : (name, null);
        return Classes.GetValueOrDefault(type)?.Any(found => found.GetMethods(BindingFlags.Public | BindingFlags.Instance)
            .Any(test => (method is null || test.Name == method) && test.GetCustomAttributes<FactAttribute>().Any())) is true;
    }

    /// <summary>The rows of the tables with a column of tests.</summary>
    private static List<(string Name, string Answer, List<string> Tests)> Threats()
    {
        var text = SourceTree.Read("docs", "security.md");
        var (start, end) = (
            text.IndexOf("## What could happen", StringComparison.Ordinal), text.IndexOf("## Decisions", StringComparison.Ordinal));
        return [.. text[start..end].Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)
            .Select(line => line.Split(" |", StringSplitOptions.TrimEntries))
            .Select(cells => cells.Select(cell => cell.TrimStart('|', ' ')).ToList())
            .Select(cells => (cells[0], cells[1], Names.Matches(cells[2]).Select(name => name.Groups[1].Value).ToList()))];
    }

    [GeneratedRegex("`([A-Za-z0-9_.]+)`")]
    private static partial Regex Names { get; }
}
