using System.Diagnostics;
using Microsoft.Extensions.Configuration;

namespace NanoBanana.AppHost;

/// <summary>Docker or Podman, asked by its command; one that does not answer within five seconds counts as missing.</summary>
internal sealed record ContainerEngine(string Name)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The first engine that answers: the one that ASPIRE_CONTAINER_RUNTIME names, else Docker, else Podman.</summary>
    public static async Task<ContainerEngine?> FindAsync(IConfiguration settings)
    {
        string[] names = settings.Given("ASPIRE_CONTAINER_RUNTIME") is { } named ? [named] : ["docker", "podman"];
        var answers = await Task.WhenAll(names.Select(name => SucceedsAsync(name, "info")));
        return names.Zip(answers).Where(engine => engine.Second).Select(engine => new ContainerEngine(engine.First)).FirstOrDefault();
    }

    public Task<bool> HasImageAsync(string image) => SucceedsAsync(Name, "image", "inspect", image);

    private static async Task<bool> SucceedsAsync(string program, params string[] args)
    {
        if (Programs.Find(program) is not { } path)
        {
            return false;
        }

        var command = new ProcessStartInfo(path, args) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(command)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var deadline = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
            return process.ExitCode == 0;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return false;
        }
    }
}
