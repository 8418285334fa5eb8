using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Options;
using NanoBanana.Contracts.Images;
using NanoBanana.Core.Engines.Local.Grammar;
using NanoBanana.Imaging;
using NanoBanana.Imaging.Editing;
using NanoBanana.Imaging.Selecting;

namespace NanoBanana.Tests.Engines.Local;

/// <summary>
/// What each kind of step costs on a photograph of 12 megapixels. <c>bench/local-steps.sh</c> sets <c>LOCAL_STEPS_FOLDER</c>: then all
/// are done three times, and processor time, time and peak memory are written there.
/// </summary>
public sealed class LocalStepSpeed
{
    private const string Click = "a click";
    private static readonly string? Folder = Environment.GetEnvironmentVariable("LOCAL_STEPS_FOLDER");

    private static readonly string[] Wishes =
    [
        "brightness +20%", "lift the shadows", "clarity +20%", "more vivid", "keep the red", "enhance", "fix the colors", "remove haze",
        "smooth the skin", "denoise", "sharpen", "blur by 12 px", "pixelate", "oil painting", "watercolor", "cartoon", "pencil sketch",
        "vintage", "halftone", "soft focus", "extend by 20% to the right", "add the text 'Hello'",
    ];

    [Fact]
    public async Task Each_step_makes_a_file_of_a_photograph()
    {
        foreach (var wish in Folder is null ? Wishes[..1] : Wishes)
        {
            var program = Assert.IsType<Reading.Understood>(PromptParser.Parse(wish)).Program;
            await MeasureAsync(wish, () => EditAsync(program));
        }
    }

    [Fact]
    public async Task A_click_makes_a_mask_of_a_photograph()
    {
        var selector = new PictureSelector(TestEditor.Subject, Options.Create(new ImagingOptions { Deadline = TimeSpan.FromMinutes(5) }));
        await MeasureAsync(Click, async () => (await selector.SelectAsync(
            TestImages.Photograph, new([new SelectionPoint(2000, 1500)]), CancellationToken.None)).Png);
    }

    private static async Task<byte[]> EditAsync(EditProgram program) => (await TestEditor.Of(Options.Create(new ImagingOptions
    {
        Deadline = TimeSpan.FromMinutes(5),
    })).EditAsync(program, new([TestImages.Photograph]), CancellationToken.None)).Content;

    private static async Task MeasureAsync(string name, Func<Task<byte[]>> work)
    {
        var rounds = new List<(double Cpu, double Wall)>();
        var peak = 0L;
        for (var round = 0; round < (Folder is null ? 1 : 3); round++)
        {
            GC.Collect();
            ForgetPeak();
            using var process = Process.GetCurrentProcess();
            var (before, start) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
            Assert.NotEmpty(await work());
            process.Refresh();
            rounds.Add(((process.TotalProcessorTime - before).TotalSeconds, Stopwatch.GetElapsedTime(start).TotalSeconds));
            peak = Math.Max(peak, process.PeakWorkingSet64);
        }

        if (Folder is not null)
        {
            var (cpu, wall) = (Median(rounds.Select(round => round.Cpu)), Median(rounds.Select(round => round.Wall)));
            await File.AppendAllTextAsync(
                Path.Combine(Folder, "steps"),
                string.Create(CultureInfo.InvariantCulture, $"| {name} | {cpu:0.00} | {wall:0.00} | {peak >> 20} |\n"));
        }
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(1);

    /// <summary>Linux counts the peak anew.</summary>
    private static void ForgetPeak()
    {
        if (Folder is not null && OperatingSystem.IsLinux())
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
    }
}
