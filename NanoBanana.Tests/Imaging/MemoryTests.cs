using System.Diagnostics;
using Microsoft.Extensions.Options;
using NanoBanana.Imaging;
using NanoBanana.Imaging.Editing;
using NanoBanana.Imaging.LibVips;

namespace NanoBanana.Tests.Imaging;

/// <summary>What other tests allocate meanwhile would count.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class MemoryMeasuredAlone;

[Collection(nameof(MemoryTests))]
public sealed class MemoryTests
{
    /// <summary>A leak of one decoded photograph would be 200 MB after 160 of them; of its file, 800 MB.</summary>
    [Fact]
    public async Task A_hundred_and_sixty_photographs_leave_nothing_behind()
    {
        var engine = new LibVipsEngine(Options.Create(new ImagingOptions { Effort = 0 }));
        await RepeatAsync(40, () => engine.MakeRenditionAsync(TestImages.Photograph, 512, CancellationToken.None));

        var before = Resident();
        await RepeatAsync(160, () => engine.MakeRenditionAsync(TestImages.Photograph, 512, CancellationToken.None));

        Assert.InRange(Resident() - before, long.MinValue, 60L << 20);
    }

    /// <summary>A leak of one decoded picture would be 320 MB by the end; of its file, 80 MB.</summary>
    [Fact]
    public async Task Pictures_that_are_edited_and_decoded_leave_nothing_behind()
    {
        var options = Options.Create(new ImagingOptions());
        var (editor, codec) = (TestEditor.Of(options), new LibVipsRasterCodec());
        ReadOnlyMemory<byte> picture = TestPng.Of(TestPixels.Photograph(900, 600));
        var program = new EditProgram([new Rotate(90), new Blur(Length.Pixels(2))]);
        async Task WorkAsync()
        {
            await editor.EditAsync(program, new([picture]), CancellationToken.None);
            codec.DecodeInto(null, picture, CancellationToken.None).Dispose();
        }

        await RepeatAsync(20, WorkAsync);

        var before = Resident();
        await RepeatAsync(100, WorkAsync);

        Assert.InRange(Resident() - before, long.MinValue, 60L << 20);
    }

    private static async Task RepeatAsync(int times, Func<Task> work)
    {
        for (var round = 0; round < times; round++)
        {
            await work();
        }
    }

    private static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
