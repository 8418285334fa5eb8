using Microsoft.Extensions.DependencyInjection;
using NanoBanana.Contracts.Images;
using NanoBanana.Core;
using NanoBanana.Core.Images;
using NanoBanana.Tests.Edits;

namespace NanoBanana.Tests.Images;

/// <summary>What is labelled while a worker has it in hand stays labelled.</summary>
public sealed class LabelRaceTests(IdleWorkerHost host) : IClassFixture<IdleWorkerHost>
{
    [Theory]
    [InlineData(ImageStatus.Ready)]
    [InlineData(ImageStatus.Rejected)]
    public async Task Labels_outlive_what_a_worker_writes(ImageStatus status)
    {
        var images = host.Services.GetRequiredService<ImageStore>();
        var labels = host.Services.GetRequiredService<ImageLabels>();
        var image = await host.UploadAsync(await host.SessionAsync());
        var (_, claimed) = await images.ClaimAsync(image.SessionId, image.Id, 1);
        Assert.Equal(CommandStatus.Ok, (await labels.UpdateAsync(WorkerHost.User, image.Id, true, ["a/b", "海"])).Status);

        Assert.Equal(CommandStatus.Ok, await images.FinishAsync(claimed! with { Status = status }, 1));
        var done = await FindAsync();
        Assert.Equal((status, true), (done.Status, done.Starred));
        Assert.Equal(["a/b", "海"], done.Tags!);

        if (status == ImageStatus.Rejected)
        {
            Assert.Equal(CommandStatus.Ok, await images.ReviveAsync(image.SessionId, image.Id));
            Assert.Equal(["a/b", "海"], (await FindAsync()).Tags!);
        }

        Assert.Equal(CommandStatus.Ok, (await labels.UpdateAsync(WorkerHost.User, image.Id, false, [])).Status);
        Assert.Null((await FindAsync()).Tags);

        async Task<ImageRow> FindAsync() => (await images.FindAsync(WorkerHost.User, image.Id))!.Value.Image;
    }
}
