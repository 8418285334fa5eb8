using System.Diagnostics;

namespace NanoBanana.Tests.AppHosts;

/// <summary>A test that needs Podman and the image of Redis, made from the installed program where no registry serves it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PodmanFactAttribute : FactAttribute
{
    private const string Image = "docker.io/library/redis:8.6";

    // The program with the libraries it loads, a shell for the entry point and the folder for the volume.
    private const string MakeImage = """
        set -e
        files=$(for program in /bin/sh "$(command -v redis-server)"; do echo "$program"; ldd "$program" | grep -o '/[^ ]*'; done | sort -u)
        folder=$(mktemp -d)
        mkdir -p "$folder/data"
        for file in $files; do mkdir -p "$folder$(dirname "$file")"; cp -L "$file" "$folder$file"; done
        tar -C "$folder" -c . | podman import - "$0"
        rm -rf "$folder"
        """;

    private static readonly Lazy<string?> Reason = new(() =>
        !Succeeds("podman", "info") ? "Podman does not answer on this machine."
        : Succeeds("podman", "image", "exists", Image) || Succeeds("sh", "-c", MakeImage, Image) ? null
        : $"The image {Image} is not here and cannot be made.");

    public PodmanFactAttribute() => Skip = Reason.Value;

    private static bool Succeeds(string program, params string[] arguments)
    {
        try
        {
            var command = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(command)!;
            var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            if (process.WaitForExit(TimeSpan.FromMinutes(1)))
            {
                output.GetAwaiter().GetResult();
                return process.ExitCode == 0;
            }

            process.Kill(entireProcessTree: true);
            return false;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
