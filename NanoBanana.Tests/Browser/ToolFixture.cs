namespace NanoBanana.Tests.Browser;

/// <summary>A product of their own for the scenarios of the canvas and its tools, so that they run beside the others.</summary>
[CollectionDefinition(nameof(ToolFixture))]
public sealed class ToolFixture : ICollectionFixture<BrowserFixture>;
