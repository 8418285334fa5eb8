using NanoBanana.Tests.AppHosts;
using NanoBanana.Tests.Browser;
using NanoBanana.Tests.Faults;
using NanoBanana.Tests.Fixtures;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer($"NanoBanana.Tests.Fixtures.{nameof(LongestFirst)}", "NanoBanana.Tests")]

namespace NanoBanana.Tests.Fixtures;

/// <summary>What takes longest begins first, so that nothing runs alone at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    /// <summary>Collections, and classes that are a collection of their own.</summary>
    private static readonly string[] Long =
        [nameof(BrowserFixture), nameof(ToolFixture), nameof(LookFixture), SharedFaults.Name, nameof(AppHostProcessTests)];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(
            collection => Array.FindIndex(Long, name => IsOf(collection, name)) is >= 0 and var place ? place : Long.Length);

    private static bool IsOf(ITestCollection collection, string name) =>
        collection.DisplayName == name || collection.DisplayName.EndsWith('.' + name, StringComparison.Ordinal);
}
