using System.Diagnostics;
using Aspire.Hosting.Running;

namespace Aspire.Hosting.Redis;

internal static class Docker
{
    public static Task<bool> AnswersAsync(CancellationToken cancellationToken) =>
        SucceedsAsync(["version", "--format", "{{.Server.Version}}"], TimeSpan.FromSeconds(3), cancellationToken);

    public static Task<bool> HasImageAsync(string image, CancellationToken cancellationToken) =>
        SucceedsAsync(["image", "inspect", image], TimeSpan.FromSeconds(5), cancellationToken);

    public static Task<bool> PullAsync(string image, CancellationToken cancellationToken) =>
        SucceedsAsync(["pull", "--quiet", image], TimeSpan.FromMinutes(3), cancellationToken);

    private static async Task<bool> SucceedsAsync(string[] args, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (Tool.Find("docker") is not { } docker)
        {
            return false;
        }

        using var process = Process.Start(new ProcessStartInfo(docker, args)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(patience);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
            return process.ExitCode == 0;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            process.Kill();
            return false;
        }
    }
}
