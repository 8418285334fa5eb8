using System.Diagnostics;
using System.Text.Json;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Deployment;

/// <summary>The optional packages of the AppHost, as MSBuild sees them; nothing is restored.</summary>
public sealed class CloudPackagesTests
{
    private static readonly string[] Packages = ["Aspire.Hosting.AWS", "Aspire.Hosting.Azure.AppContainers", "Aspire.Hosting.Docker"];

    [Fact]
    public async Task A_plain_build_has_no_cloud_package_and_no_file_that_needs_one()
    {
        var project = await EvaluateAsync(cloud: null);

        Assert.Contains("Aspire.Hosting.Redis", project.Packages);
        Assert.Empty(project.Packages.Intersect(Packages));
        Assert.Empty(project.CloudFiles);
        Assert.Empty(project.LockFile);
        Assert.DoesNotContain(Packages, package => SourceTree.Read("NanoBanana.AppHost", "packages.lock.json").Contains(package));
    }

    [Fact]
    public async Task Each_cloud_package_has_the_one_file_that_needs_it()
    {
        var project = await EvaluateAsync(cloud: "true");

        var added = project.Packages.Except((await EvaluateAsync(cloud: "false")).Packages);
        Assert.Equal(Packages, added.Order(StringComparer.Ordinal));
        Assert.Equal(
            Packages.Select(package => $"{package.Split('.')[^1]}.cs").Order(StringComparer.Ordinal),
            project.CloudFiles.Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (var package in Packages)
        {
            Assert.Contains($"with {package}.", SourceTree.Read("NanoBanana.AppHost", "Cloud", $"{package.Split('.')[^1]}.cs"));
        }
    }

    [Fact]
    public async Task The_cloud_packages_leave_the_lock_files_alone()
    {
        var project = await EvaluateAsync(cloud: "true");

        Assert.StartsWith(SourceTree.PathTo("artifacts"), project.LockFile, StringComparison.Ordinal);
    }

    private static async Task<Evaluated> EvaluateAsync(string? cloud)
    {
        var command = new ProcessStartInfo("dotnet",
        [
            "msbuild", SourceTree.PathTo("NanoBanana.AppHost", "NanoBanana.AppHost.csproj"), "-nodeReuse:false",
            "-getItem:PackageReference", "-getItem:Compile", "-getProperty:NuGetLockFilePath",
        ]);
        command.Environment["CloudPackages"] = cloud;
        using var process = ChildProcess.Start(command);
        await process.EndAsync();
        return new(JsonDocument.Parse(process.Output).RootElement);
    }

    private sealed class Evaluated(JsonElement result)
    {
        public IEnumerable<string> Packages => Items("PackageReference");

        public IEnumerable<string> CloudFiles => Items("Compile").Where(file => file.StartsWith("Cloud", StringComparison.Ordinal));

        public string LockFile => result.GetProperty("Properties").GetProperty("NuGetLockFilePath").GetString()!;

        private IEnumerable<string> Items(string type) =>
            result.GetProperty("Items").GetProperty(type).EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!);
    }
}
