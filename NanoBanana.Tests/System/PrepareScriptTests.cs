using System.Diagnostics;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.AppHosts;

/// <summary>scripts/prepare.sh in a folder of its own, with a <c>dotnet</c> that only says what it is asked.</summary>
public sealed class PrepareScriptTests : IDisposable
{
    private const string Builds = "#!/bin/sh\necho \"built $*\" >> built\n";
    private const string Refuses = "#!/bin/sh\necho 'X.csproj : error NU1101: Unable to find package Some.Package. [X.sln]'\nexit 1\n";

    private readonly string _folder = Watchdog.TemporaryDirectory();
    private readonly ProgramFolder _programs = new("sh", "bash", "mkdir", "cat", "grep", "sort", "head", "mv", "rm", "find", "touch", "ls");

    public PrepareScriptTests() => File.WriteAllText(Path.Combine(_folder, "Directory.Build.props"), "<Project />");

    public void Dispose() => _programs.Dispose();

    [Fact]
    public async Task Builds_once_and_again_in_a_copied_folder()
    {
        _programs.Add("dotnet", Builds);
        Assert.Contains("Building Some.Project", await BuildAsync(_folder), StringComparison.Ordinal);
        Assert.DoesNotContain("Building", await BuildAsync(_folder), StringComparison.Ordinal);

        var copy = Path.Combine(Watchdog.TemporaryDirectory(), "copy");
        using (var copying = Process.Start("cp", ["-rp", _folder, copy]))
        {
            await copying.WaitForExitAsync();
        }

        Assert.Contains("Building Some.Project", await BuildAsync(copy), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_earlier_version_left_is_removed_and_named()
    {
        _programs.Add("dotnet", Builds);
        File.WriteAllText(Path.Combine(_folder, ".packageset.props"), "");

        Assert.Contains("Removing what an earlier version left: .packageset.props", await BuildAsync(_folder), StringComparison.Ordinal);

        Assert.False(File.Exists(Path.Combine(_folder, ".packageset.props")));
        Assert.DoesNotContain("Removing", await BuildAsync(_folder), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_which_package_a_refused_restore_lacks()
    {
        _programs.Add("dotnet", Refuses);

        var output = await BuildAsync(_folder);

        Assert.Contains("A package is missing: error NU1101: Unable to find package Some.Package.", output, StringComparison.Ordinal);
        Assert.Contains("dotnet nuget add source", output, StringComparison.Ordinal);
    }

    private async Task<string> BuildAsync(string folder)
    {
        var script = Path.GetFullPath("../../../../scripts/prepare.sh", AppContext.BaseDirectory);
        var command = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", $". '{script}'; build Some.Project"]);
        command.WorkingDirectory = folder;
        command.Environment["PATH"] = _programs.Name;
        using var process = ChildProcess.Start(command);
        await process.EndAsync();
        return process.Output;
    }
}
