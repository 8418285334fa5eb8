namespace NanoBanana.Tests.Browser;

/// <summary>The looks have a system and a browser of their own, so that they are taken while the stories are told.</summary>
[CollectionDefinition(nameof(LookFixture))]
public sealed class LookFixture : ICollectionFixture<BrowserFixture>;
