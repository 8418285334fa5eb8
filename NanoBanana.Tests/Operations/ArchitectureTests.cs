using System.Text.RegularExpressions;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Operations;

/// <summary>Holds the direction of dependencies: between the folders of the core, and between the projects.</summary>
[Trait("Kind", "Unit")]
public sealed partial class ArchitectureTests
{
    private static readonly string[] Base = ["Ids", "Redis", "Events", "Outbox", "Jobs", "Storage", "Throttling"];

    /// <summary>What each folder of the core may use. Only use cases know all nouns, and nothing in the core knows them.</summary>
    private static readonly Dictionary<string, string[]> Core = new()
    {
        ["Health"] = [],
        ["Ids"] = [],
        ["Redis"] = [],
        ["Engines"] = [],
        ["Storage"] = ["Health"],
        ["Scanning"] = ["Health"],
        ["Events"] = ["Redis"],
        ["Outbox"] = ["Redis"],
        ["Jobs"] = ["Redis"],
        // The quota stands between the nouns that store something.
        ["Throttling"] = ["Redis", "Images", "Messages", "Sessions"],
        ["Accounts"] = Base,
        ["Operators"] = Base,
        ["Backups"] = ["Redis", "Outbox", "Storage", "Images"],
        // These still know each other; none may know more than here.
        ["Sessions"] = [.. Base, "Messages", "Edits", "Sharing"],
        ["Messages"] = [.. Base, "Sessions", "Images", "Edits"],
        ["Images"] = [.. Base, "Sessions", "Messages", "Edits"],
        ["Edits"] = [.. Base, "Sessions", "Messages", "Images", "Engines"],
        ["Recipes"] = [.. Base, "Sessions", "Images", "Edits"],
        ["Sharing"] = [.. Base, "Sessions", "Messages", "Images", "Accounts"],
        ["UseCases"] = [.. Base, "Accounts", "Sessions", "Messages", "Images", "Edits", "Sharing", "Recipes", "Engines", "Operators"],
    };

    /// <summary>Files in which a string has the name of an id, and why it stays one.</summary>
    private static readonly Dictionary<string, string> UntypedIds = new()
    {
        ["Routes.cs"] = "Addresses are made of placeholders, too.",
        ["ImportedSession.cs"] = "The ids of a file are whatever its writer put there.",
        ["OperatorOptions.cs"] = "Settings are text.",
        ["GalleryPage.razor.cs"] = "Blazor reads simple types from a query.",
        ["SessionPage.razor.cs"] = "Blazor reads simple types from a query.",
    };

    [Fact]
    public void Folders_of_the_core_use_only_what_is_below_them()
    {
        var uses = Directory.GetDirectories(SourceTree.PathTo("NanoBanana.Core")).Select(folder => Path.GetFileName(folder)!)
            .Where(folder => Sources("Core", folder).Any())
            .SelectMany(folder => Sources("Core", folder).SelectMany(path => Names("Core", path)).Distinct().Select(used => (folder, used)))
            .Where(use => use.used != use.folder && Core.ContainsKey(use.used)).ToList();

        Assert.True(uses.Count > 30, $"Only {uses.Count} uses were found.");
        Assert.DoesNotContain(uses, use => !Core.GetValueOrDefault(use.folder, []).Contains(use.used));
    }

    [Theory]
    [InlineData("Contracts", "Core|Api|Worker|Web|ServiceDefaults|AppHost")]
    [InlineData("Imaging", "Core|Api|Worker|Web|ServiceDefaults|AppHost")]
    [InlineData("Core", "Api|Worker|Web|AppHost")]
    [InlineData("Web", "Imaging|Core|Api|Worker|AppHost")]
    [InlineData("Api", "Worker|Web|AppHost")]
    [InlineData("Worker", "Api|Web|AppHost")]
    public void A_project_does_not_know_those_above_it(string project, string above)
    {
        var sources = Sources(project).Append(SourceTree.PathTo($"NanoBanana.{project}", $"NanoBanana.{project}.csproj")).ToList();

        Assert.True(sources.Count > 15);
        Assert.DoesNotContain(sources, path => Regex.IsMatch(
            File.ReadAllText(path), $@"^@?using (static )?NanoBanana\.({above})\b|ProjectReference Include=.*NanoBanana\.({above})\.csproj",
            RegexOptions.Multiline));
    }

    [Theory]
    [InlineData("Contracts")]
    [InlineData("Imaging")]
    public void A_library_needs_no_web_server(string project)
    {
        Assert.DoesNotContain(
            "FrameworkReference", File.ReadAllText(SourceTree.PathTo($"NanoBanana.{project}", $"NanoBanana.{project}.csproj")));
        Assert.DoesNotContain(Sources(project), path => File.ReadAllText(path).Contains("using StackExchange.Redis"));
    }

    [Fact]
    public void Parameters_and_properties_that_are_named_like_an_id_have_its_type()
    {
        var types = string.Join('|', typeof(SessionId).Assembly.GetTypes()
            .Where(type => type.IsValueType && type.Namespace == typeof(SessionId).Namespace).Select(type => type.Name));
        var (typed, untyped) = (Declaring(types), Declaring("string"));
        List<string> projects = ["Contracts", "Core", "Api", "Worker", "Web"];
        var lines = projects.SelectMany(project => Sources(project))
            .SelectMany(path => File.ReadLines(path).Select(line => (File: Path.GetFileName(path), Text: line.Trim())))
            .Where(line => !line.Text.StartsWith("///", StringComparison.Ordinal)).ToList();
        // What is logged is text: a structure would be put into an object first.
        var left = lines.Where(line => untyped.IsMatch(line.Text) && !line.Text.Contains(" partial void ")).ToList();

        Assert.InRange(lines.Count(line => typed.IsMatch(line.Text)), 300, int.MaxValue);
        Assert.Equal(UntypedIds.Keys.Order(), left.Select(line => line.File).Distinct().Order());

        Regex Declaring(string type) => new($@"\b({type})\b[\[\]?>]* \w*(?i:{types})s?\b");
    }

    private static IEnumerable<string> Sources(string project, string folder = "") =>
        Directory.EnumerateFiles(SourceTree.PathTo($"NanoBanana.{project}", folder), "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".cs" or ".razor");

    private static IEnumerable<string> Names(string project, string path) => Qualified.Matches(File.ReadAllText(path))
        .Where(name => name.Groups[1].Value == project).Select(name => name.Groups[2].Value);

    [GeneratedRegex(@"^(?:using (?:static )?|using \w+ = )NanoBanana\.(\w+)\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex Qualified { get; }
}
