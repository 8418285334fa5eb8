using System.Diagnostics;
using Microsoft.Extensions.Options;
using NanoBanana.Core.Imaging;
using NanoBanana.Core.Imaging.LibVips;

namespace NanoBanana.Tests.Imaging;

/// <summary>What other tests allocate meanwhile would count.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class MemoryMeasuredAlone;

[Collection(nameof(MemoryTests))]
public sealed class MemoryTests
{
    /// <summary>A leak of one decoded picture per image would be 300 MB by the end; one of a rendition, 160 MB.</summary>
    [Fact]
    public async Task Two_hundred_images_leave_nothing_behind()
    {
        var engine = new LibVipsEngine(Options.Create(new ImagingOptions { Effort = 0 }));
        var image = TestImages.Jpeg(900, 600, 6);
        for (var warm = 0; warm < 40; warm++)
        {
            await engine.MakeRenditionsAsync(image, [512, 256], CancellationToken.None);
        }

        var before = Resident();
        for (var round = 0; round < 200; round++)
        {
            await engine.MakeRenditionsAsync(image, [512, 256], CancellationToken.None);
        }

        Assert.InRange(Resident() - before, long.MinValue, 60L << 20);
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
