using NanoBanana.Imaging.LibVips;
using NetVips;

namespace NanoBanana.Tests.Imaging;

[Trait("Kind", "Unit")]
public sealed class LibVipsLibraryTests
{
    static LibVipsLibraryTests() => LibVipsLibrary.Require();

    [Fact]
    public void Only_the_accepted_formats_have_a_loader()
    {
        var refused = Assert.Throws<VipsException>(() => Image.SvgloadBuffer(TestImages.Svg));

        Assert.Contains("blocked", refused.Message, StringComparison.Ordinal);
        Assert.Throws<VipsException>(() => Image.NewFromBuffer(TestImages.Svg));
        Assert.Throws<VipsException>(() => Image.NewFromBuffer(TestImages.Pdf));
    }

    [Fact]
    public void Operations_are_not_cached_and_a_job_has_one_thread()
    {
        Assert.Equal(0, Cache.Max);
        Assert.Equal(1, NetVips.NetVips.Concurrency);
    }

    [Fact]
    public void Cancelling_ends_a_computation_that_has_begun()
    {
        using var cancelled = new CancellationTokenSource();
        using var kill = new VipsKillSwitch(cancelled.Token);
        var noise = kill.Watch(Image.Gaussnoise(4_000, 4_000));
        noise.SetProgress(new Watcher(cancelled.Cancel));

        Assert.Throws<VipsException>(() => noise.Avg());
        Assert.True(cancelled.IsCancellationRequested);
    }

    private sealed class Watcher(Action begun) : IProgress<int>
    {
        public void Report(int value) => begun();
    }
}
