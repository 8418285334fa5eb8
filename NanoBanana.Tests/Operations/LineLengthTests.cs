using System.Text.RegularExpressions;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Operations;

/// <summary><c>.editorconfig</c> tells editors how long a line may be; neither the compiler nor <c>dotnet format</c> holds it.</summary>
[Trait("Kind", "Unit")]
public sealed partial class LineLengthTests
{
    private static readonly string[] Kinds = [".cs", ".razor", ".js", ".mjs", ".css", ".sh", ".lua"];

    /// <summary>Folders of what is built or fetched, beside those whose name begins with a dot.</summary>
    private static readonly string[] Made = ["artifacts", "bin", "node_modules", "obj"];

    [Fact]
    public void No_line_is_longer_than_the_editor_is_told()
    {
        var longest = int.Parse(Assert.Single(Told.Matches(SourceTree.Read(".editorconfig"))).Groups[1].Value);
        var files = Sources(SourceTree.PathTo()).ToList();
        var tooLong = files.SelectMany(path => File.ReadLines(path).Index()
            .Where(line => line.Item.EnumerateRunes().Count() > longest)
            .Select(line => $"{Path.GetRelativePath(SourceTree.PathTo(), path)}:{line.Index + 1}")).ToList();

        Assert.True(files.Count > 1000, $"Only {files.Count} files were found.");
        Assert.True(tooLong.Count == 0, string.Join('\n', tooLong));
    }

    private static IEnumerable<string> Sources(string folder) => Directory.EnumerateFiles(folder)
        .Where(path => Kinds.Contains(Path.GetExtension(path)))
        .Concat(Directory.EnumerateDirectories(folder).Where(IsSource).SelectMany(Sources));

    private static bool IsSource(string folder) => Path.GetFileName(folder) is var name && name[0] != '.' && !Made.Contains(name);

    [GeneratedRegex(@"^max_line_length = (\d+)$", RegexOptions.Multiline)]
    private static partial Regex Told { get; }
}
