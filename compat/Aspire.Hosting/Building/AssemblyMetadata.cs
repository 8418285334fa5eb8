using System.Reflection;

namespace Aspire.Hosting;

internal static class AssemblyMetadata
{
    /// <summary>What the build wrote about the AppHost: its directory and where each project's program is.</summary>
    public static string? GetMetadata(this Assembly assembly, string key) =>
        assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == key)?.Value;
}
