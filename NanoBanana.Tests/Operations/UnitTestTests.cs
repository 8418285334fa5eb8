using System.Reflection;
using System.Text.RegularExpressions;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Operations;

/// <summary>
/// <c>./test.sh --fast</c> runs the tests of the kind <c>Unit</c>: they need no server, so they run anywhere and at once.
/// </summary>
[Trait("Kind", "Unit")]
public sealed partial class UnitTestTests
{
    [Fact]
    public void No_unit_test_starts_a_server()
    {
        var files = Directory.GetFiles(SourceTree.PathTo("NanoBanana.Tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != $"{nameof(UnitTestTests)}.cs")
            .Select(file => (Name: Path.GetFileName(file), Text: File.ReadAllText(file)))
            .Where(file => file.Text.Contains("[Trait(\"Kind\", \"Unit\")]", StringComparison.Ordinal)).ToList();
        Assert.True(files.Count >= 50, $"Only {files.Count} files have unit tests.");
        Assert.DoesNotContain(files, file => Servers.IsMatch(file.Text));
    }

    [Fact]
    public void No_unit_test_shares_a_fixture() => Assert.DoesNotContain(
        typeof(UnitTestTests).Assembly.GetTypes().Where(type => type.GetCustomAttributesData().Any(IsUnit)),
        type => type.GetCustomAttributes<CollectionAttribute>().Any() || type.GetInterfaces().Any(known =>
            known.IsGenericType && known.GetGenericTypeDefinition() == typeof(IClassFixture<>)));

    private static bool IsUnit(CustomAttributeData attribute) =>
        attribute.AttributeType == typeof(TraitAttribute) && Equals(attribute.ConstructorArguments[1].Value, "Unit");

    [GeneratedRegex(
        @"\b(RedisServer|LocalSystem|ServiceProcess|ChildProcess|WorkerHost|MailServer|ClamAvServer|"
        + @"Playwright|FeedScene|Process\.Start)\b")]
    private static partial Regex Servers { get; }
}
