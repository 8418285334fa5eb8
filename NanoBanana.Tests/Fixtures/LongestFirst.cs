using NanoBanana.Tests.Browser;
using NanoBanana.Tests.Fixtures;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer($"NanoBanana.Tests.Fixtures.{nameof(LongestFirst)}", "NanoBanana.Tests")]

namespace NanoBanana.Tests.Fixtures;

/// <summary>What takes longest begins first, so that nothing runs alone at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = [nameof(BrowserFixture), nameof(LookFixture)];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderByDescending(collection => Long.Contains(collection.DisplayName));
}
