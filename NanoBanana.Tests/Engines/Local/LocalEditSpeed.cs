using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Options;
using NanoBanana.Core.Engines.Local.Grammar;
using NanoBanana.Imaging;

namespace NanoBanana.Tests.Engines.Local;

/// <summary>
/// One operation on a photograph of 12 megapixels. <c>bench/local-edit.sh</c> sets <c>LOCAL_EDIT_FOLDER</c>: then the photograph and the
/// CPU
/// milliseconds of each operation, the median of nine, are written there.
/// </summary>
public sealed class LocalEditSpeed
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("LOCAL_EDIT_FOLDER");

    [Theory]
    [InlineData("brightness +20%", "brightness"), InlineData("rotate 90", "rotate 90"), InlineData("blur 10 px", "blur"),
        InlineData("black and white", "grayscale")]
    [InlineData("resize to 50%", "resize"), InlineData("crop to a square", "crop"), InlineData("sharpen", "sharpen")]
    public async Task One_operation_makes_a_file_of_a_photograph(string prompt, string name)
    {
        var options = Options.Create(new ImagingOptions());
        var editor = TestEditor.Of(options);
        var program = Assert.IsType<Reading.Understood>(PromptParser.Parse(prompt)).Program;
        var times = new List<double>();
        for (var round = 0; round < (Folder is null ? 1 : 9); round++)
        {
            using var process = Process.GetCurrentProcess();
            var before = process.TotalProcessorTime;
            var edited = await editor.EditAsync(program, new([TestImages.Photograph]), CancellationToken.None);
            process.Refresh();
            times.Add((process.TotalProcessorTime - before).TotalMilliseconds);
            Assert.Equal("image/jpeg", edited.ContentType);
        }

        if (Folder is not null)
        {
            await File.WriteAllBytesAsync(Path.Combine(Folder, "photograph.jpg"), TestImages.Photograph);
            await File.AppendAllTextAsync(
                Path.Combine(Folder, "ours"),
                $"{name}\t{times.Order().ElementAt(times.Count / 2).ToString("0", CultureInfo.InvariantCulture)}\n");
        }
    }
}
