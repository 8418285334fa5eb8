using Aspire.Hosting.ApplicationModel;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.AppHosts;

/// <summary>Who starts the programs of the services: the orchestrator what the build made, or an IDE the project itself.</summary>
[Trait("Kind", "Unit")]
public sealed class StartedByToolsTests
{
    [Theory]
    [InlineData("--DEBUG_SESSION_PORT=localhost:1", false)]
    [InlineData("--DOTNET_WATCH=1", false)]
    [InlineData("--A=b", true)]
    public async Task An_IDE_gets_the_project_and_nobody_else(string setting, bool isBuiltProgram)
    {
        await using var builder = await AppHostFixture.DescribeAsync(
            setting, $"--DATA_DIR={Watchdog.TemporaryDirectory()}", "--REDIS_MODE=local");

        Assert.All(
            builder.Resources.OfType<ProjectResource>(),
            service => Assert.Equal(isBuiltProgram, service.Annotations.OfType<ExecutableAnnotation>().Any()));
        Assert.Equal(3, builder.Resources.OfType<ProjectResource>().Count());
    }
}
