using NanoBanana.Core.Redis;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Lua;

/// <summary>The Lua files of the product.</summary>
internal static class ScriptFiles
{
    private static readonly string Root = SourceTree.PathTo("NanoBanana.Core", "Redis", "Scripts");

    /// <summary>What is sent to Redis: all but what others include.</summary>
    public static IReadOnlyList<string> Scripts => [.. All.Where(name => !name.StartsWith("shared/", StringComparison.Ordinal))];

    public static IReadOnlyList<string> Shared => [.. All.Where(name => name.StartsWith("shared/", StringComparison.Ordinal))];

    private static IEnumerable<string> All => Directory.GetFiles(Root, "*.lua", SearchOption.AllDirectories)
        .Select(file => Path.ChangeExtension(Path.GetRelativePath(Root, file), null).Replace('\\', '/')).Order(StringComparer.Ordinal);

    public static string Read(string name) => File.ReadAllText(Path.Combine(Root, name + ".lua"));

    /// <summary>With what it includes.</summary>
    public static string Assemble(string name) => RedisScript.Load(name).Text;
}
