namespace NanoBanana.Tests.AppHosts;

/// <summary>Starting the whole application takes long: its tests share one.</summary>
[CollectionDefinition(Name)]
public sealed class SharedAppHost : ICollectionFixture<AppHostFixture>
{
    public const string Name = "AppHost";
}
