using Microsoft.Extensions.Options;
using NanoBanana.Bench.Finish;
using NanoBanana.Imaging;
using NanoBanana.Imaging.Compositing;
using NanoBanana.Imaging.LibVips;

var options = Options.Create(new ImagingOptions { Deadline = TimeSpan.FromMinutes(10) });
var codec = new TimedCodec(new LibVipsRasterCodec());
var compositor = new ResultCompositor(codec, new ImagePolicy(options), options);

Console.WriteLine(
    "| 12 MP photograph (JPEG) | wall ms | CPU ms | of it decode | of it measure (decode what was stored) | of it the rest | result MB |");
Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
foreach (var sample in Sample.All(codec))
{
    var rounds = new List<Round>();
    for (var round = -1; round < 5; round++)
    {
        var measured = await Round.MeasureAsync(compositor, codec, sample.Picture);
        if (round >= 0)
        {
            rounds.Add(measured);
        }
    }

    var median = rounds.OrderBy(round => round.Cpu).ElementAt(rounds.Count / 2);
    Console.WriteLine(
        $"| {sample.Name} | {rounds.Select(round => round.Wall.TotalMilliseconds).Order().ElementAt(2):0} "
        + $"| {median.Cpu.TotalMilliseconds:0} | {median.Decode.TotalMilliseconds:0} | {median.Measure.TotalMilliseconds:0} "
        + $"| {(median.Cpu - median.Decode - median.Measure).TotalMilliseconds:0} | {median.Bytes / 1e6:0.0} |");
}
