using System.Reflection;
using System.Text.RegularExpressions;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Operations;

/// <summary>What the repository says of itself in files that nothing compiles.</summary>
[Trait("Kind", "Unit")]
public sealed partial class RepositoryTests
{
    private static readonly string[] NotInRoutes = ["/health", "/ws/negotiate"];

    [Fact]
    public void Every_package_is_in_the_notices()
    {
        var notices = SourceTree.Read("THIRD-PARTY-NOTICES.md").Split([' ', ',', '|', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .ToHashSet();
        var packages = Packages.Matches(SourceTree.Read("Directory.Packages.props")).Select(package => package.Groups[1].Value).ToList();

        Assert.True(packages.Count > 40, $"Only {packages.Count} packages were found.");
        Assert.DoesNotContain(packages, package => !notices.Contains(package));
    }

    [Fact]
    public void Every_link_between_documents_leads_to_a_file()
    {
        var broken = Documents().SelectMany(path => Links.Matches(File.ReadAllText(path)).Select(link => link.Groups[1].Value)
            .Where(target => !File.Exists(target.From(path)) && !Directory.Exists(target.From(path)))
            .Select(target => $"{path}: {target}"));

        Assert.True(Documents().Count() > 15);
        Assert.Empty(broken);
    }

    [Theory]
    [InlineData("NanoBanana.sln", "\t\t(\\S+) = \\1")]
    [InlineData("NanoBanana.Fast.slnf", "\"(NanoBanana\\.[^\"]*csproj)\"")]
    public void Every_item_of_a_solution_exists(string solution, string item)
    {
        var items = Regex.Matches(SourceTree.Read(solution), item).Select(found => found.Groups[1].Value.Replace('\\', '/')).ToList();

        Assert.NotEmpty(items);
        Assert.DoesNotContain(items, path => !File.Exists(SourceTree.PathTo(path)));
    }

    [Fact]
    public void Every_request_of_the_http_file_has_a_route()
    {
        var routes = Routes().Concat(NotInRoutes).ToHashSet();
        var asked = Requests.Matches(SourceTree.Read("NanoBanana.Api", "NanoBanana.Api.http"))
            .Select(request => Variables.Replace(request.Groups[1].Value, "{id}")).ToList();

        Assert.True(asked.Count > 10, $"Only {asked.Count} requests were found.");
        Assert.DoesNotContain(asked, path => !routes.Contains(path));
    }

    private static IEnumerable<string> Documents() =>
        ((string[])[".", "docs", "docs/adr", "bench"]).SelectMany(folder => Directory.GetFiles(SourceTree.PathTo(folder), "*.md"));

    private static IEnumerable<string> Routes() => typeof(Routes).GetMembers(BindingFlags.Public | BindingFlags.Static)
        .Select(member => member switch
        {
            FieldInfo { IsLiteral: true } field => field.GetRawConstantValue() as string,
            MethodInfo { ReturnType: var type } method when type == typeof(string) =>
                (string?)method.Invoke(null, [.. method.GetParameters().Select(_ => (object)"{id}")]),
            _ => null,
        }).OfType<string>();

    [GeneratedRegex("(?:PackageVersion|GlobalPackageReference) Include=\"([^\"]+)\"")]
    private static partial Regex Packages { get; }

    [GeneratedRegex(@"\]\((?!https?:|#)([^)#\s]+)")]
    private static partial Regex Links { get; }

    [GeneratedRegex(@"^(?:GET|POST|PUT|DELETE) \{\{api\}\}([^?\s]+)", RegexOptions.Multiline)]
    private static partial Regex Requests { get; }

    [GeneratedRegex(@"\{\{[^}]+\}\}")]
    private static partial Regex Variables { get; }
}

file static class Target
{
    public static string From(this string target, string document) => Path.Combine(Path.GetDirectoryName(document)!, target);
}
