using System.Globalization;

namespace NanoBanana.Tests.AppHosts;

/// <summary>The processes of this machine, read from <c>/proc</c>.</summary>
internal static class ProcessList
{
    public static string[] CommandLines() => [.. Processes().Select(process => Read(process, "cmdline")).Where(line => line.Length > 0)];

    /// <summary>The words of its command, each followed by a zero character; empty once it has ended.</summary>
    public static string CommandLineOf(int process) => Read(process, "cmdline");

    public static string EnvironmentOf(int process) => Read(process, "environ");

    /// <summary>The processes in whose environment a text stands.</summary>
    public static int[] WithEnvironment(string marker) =>
        [.. Processes().Where(process => Read(process, "environ").Contains(marker, StringComparison.Ordinal))];

    private static IEnumerable<int> Processes() =>
        from directory in Directory.EnumerateDirectories("/proc")
        where int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out _)
        select int.Parse(Path.GetFileName(directory), CultureInfo.InvariantCulture);

    private static string Read(int process, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/{file}");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
