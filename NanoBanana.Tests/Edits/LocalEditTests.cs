using System.Net;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Events;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Messages;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;
using NanoBanana.Tests.Live;
using NanoBanana.Worker.Edits;

namespace NanoBanana.Tests.Edits;

/// <summary>Edits from the request to the picture, by the engine that needs no key.</summary>
public sealed class LocalEditTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_picture_is_changed_as_the_words_say()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Session");
        var image = await alice.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg(400, 300));
        await using var live = alice.Live(replica: 1);
        await using var follower = new EventSubscriber(cancellationToken => live.Follow(session.Id, 0, cancellationToken));

        var edit = await alice.EditAsync(session.Id, "rotate 90", image.Id);
        Assert.Equal((EditStatus.Succeeded, 1, 1), (edit.Status, edit.Progress, edit.Units.Charged));
        var result = await alice.Api.GetImageAsync(Assert.Single(edit.ResultIds));
        Assert.Equal(
            (ImageStatus.Ready, 300, 400, image.Id, edit.Id), (result.Status, result.Width, result.Height, result.ParentId, result.EditId));
        Assert.StartsWith("rotate 90.", result.FileName, StringComparison.Ordinal);
        foreach (var address in (string[])[result.Url, result.ThumbnailUrl!])
        {
            Assert.NotEmpty(await alice.Http.GetByteArrayAsync(address));
        }

        var messages = (await alice.Api.ListMessagesAsync(session.Id)).Items;
        Assert.Equal([edit.MessageId, edit.ReplyId], messages.Select(message => message.Id));
        Assert.Equal((MessageRole.Assistant, null, edit.Id), (messages[1].Role, messages[1].AuthorId, messages[1].EditId));
        Assert.Equal(edit.ResultIds, messages[1].ImageIds);
        Assert.Equal(1, (await alice.Api.GetUsageAsync()).UnitsToday);

        var end = await follower.NextAsync(next => next.Type == EventTypes.EditSucceeded, "the end of the edit");
        Assert.Equal(
            [
                EventTypes.MessageCreated, EventTypes.EditQueued, EventTypes.EditStarted, EventTypes.ImageCreated, EventTypes.EditProgress,
                EventTypes.MessageCreated, EventTypes.EditSucceeded,
            ],
            follower.Events.SkipWhile(next => next.Type != EventTypes.MessageCreated).Select(next => next.Type).Where(
                type => !type.StartsWith("session", StringComparison.Ordinal)));
        Assert.Equal(edit.ResultIds[0], end.Data.GetProperty("resultIds")[0].GetString());
        var created = follower.Events.Single(
            next => next.Type == EventTypes.ImageCreated && next.Data.GetProperty("id").GetString() == result.Id);
        Assert.NotEmpty(await alice.Http.GetByteArrayAsync(created.Data.GetProperty("thumbnailUrl").GetString()));
    }

    [Fact]
    public async Task Words_that_are_not_understood_fail_and_cost_nothing()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Session");
        var image = await alice.UploadAsync(session.Id, TestImages.Png(8, 8));
        var edit = await alice.EditAsync(session.Id, "flurbify the quux", image.Id);
        Assert.Equal((EditStatus.Failed, EditProblems.NotUnderstood, 0), (edit.Status, edit.Problem!.Code, edit.Units.Charged));
        Assert.Contains("flurbify", edit.Problem.Detail, StringComparison.Ordinal);
        Assert.Empty(edit.ResultIds);
        Assert.Null(edit.ReplyId);
        Assert.Single((await alice.Api.ListSessionImagesAsync(session.Id)).Items);
        await Eventually.TrueAsync(async () => (await alice.Api.GetUsageAsync()).UnitsToday == 0, "the unit to be given back");

        // One line of the log says why, without a stack.
        var log = await Eventually.GetAsync(
            () => Task.FromResult(api.System.Workers[0].Log.Split('\n') is var lines && Array.Exists(lines, IsRefusal) ? lines : null),
            "the line of the log");
        Assert.Single(log, IsRefusal);
        Assert.DoesNotContain(
            "EngineException", log.SkipWhile(line => !IsRefusal(line)).ElementAtOrDefault(1) ?? "", StringComparison.Ordinal);

        bool IsRefusal(string line) =>
            line.Contains(edit.Id, StringComparison.Ordinal)
                && line.TrimEnd().EndsWith(EditProblems.NotUnderstood, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_its_mask_a_picture_stays_as_it_is_and_a_mask_that_allows_nothing_is_refused()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Session");
        var image = await alice.UploadAsync(session.Id, TestImages.Png(80, 60));
        var (left, nothing) = (await alice.UploadAsync(session.Id, Mask(40)), await alice.UploadAsync(session.Id, Mask(0)));
        var edit = await alice.FinishedAsync((await alice.Api.CreateEditAsync(session.Id, new("invert", [image.Id], left.Id))).Id);
        Assert.Equal((EditStatus.Succeeded, new MaskReading(MaskBasis.Brightness, 0.5)), (edit.Status, edit.Mask));
        var result = await alice.Api.GetImageAsync(edit.ResultIds[0]);
        Assert.Equal((80, 60, 0.0), (result.Width, result.Height, result.Drift!.Changed));
        var was = TestPixels.Quarters(80, 60).Bytes;
        var became = TestPixels.Decode(await alice.Http.GetByteArrayAsync(result.Url), "pngload_buffer").Bytes;
        Assert.All(Enumerable.Range(0, 60).Select(y => y * 80 * 3), row =>
        {
            Assert.Equal(was[(row + (40 * 3))..(row + (80 * 3))], became[(row + (40 * 3))..(row + (80 * 3))]);
            Assert.NotEqual(was[row..(row + (20 * 3))], became[row..(row + (20 * 3))]);
        });

        edit = await alice.FinishedAsync((await alice.Api.CreateEditAsync(session.Id, new("invert", [image.Id], nothing.Id))).Id);
        Assert.Equal((EditStatus.Failed, EditProblems.Input), (edit.Status, edit.Problem?.Code));
        Assert.Equal(EditFailures.EmptyMask.Title, edit.Problem!.Title);

        // White from the left edge to there.
        static byte[] Mask(int width)
        {
            var pixels = new TestPixels(new byte[80 * 60 * 3], 80, 60, 3);
            for (var y = 0; y < 60; y++)
            {
                pixels.Bytes.AsSpan(y * 80 * 3, width * 3).Fill(255);
            }
            return TestPng.Of(pixels);
        }
    }

    [Fact]
    public async Task The_gallery_finds_results_by_engine_and_by_the_words_that_asked()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Session");
        var image = await alice.UploadAsync(session.Id, TestImages.Png(8, 8), "boat.png");
        var grey = Assert.Single((await alice.EditAsync(session.Id, "black and white", image.Id)).ResultIds);
        var turned = (await alice.EditAsync(session.Id, "rotate 180", image.Id)).ResultIds[0];
        Assert.Equal([turned, grey], (await alice.Api.ListImagesAsync(engine: "local")).Items.Select(found => found.Id));
        Assert.Empty((await alice.Api.ListImagesAsync(engine: "gemini")).Items);
        Assert.Equal([grey], (await alice.Api.ListImagesAsync("white BLACK", engine: "local")).Items.Select(found => found.Id));
        Assert.Equal([turned, image.Id], (await alice.Api.ListImagesAsync("180")).Items.Select(found => found.Id));
    }

    [Fact]
    public async Task Lineage_has_an_edge_from_every_input_and_outlasts_deletions()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Session");
        var (first, second) = (
            await alice.UploadAsync(session.Id, Uploads.UniqueJpeg()), await alice.UploadAsync(session.Id, Uploads.UniqueJpeg()));
        var alone = await alice.UploadAsync(session.Id, Uploads.UniqueJpeg());
        var blend = await alice.EditAsync(session.Id, "blend 50%", first.Id, second.Id);
        var turn = await alice.EditAsync(session.Id, "rotate 90", blend.ResultIds[0]);
        var (middle, last) = (blend.ResultIds[0], turn.ResultIds[0]);
        LineageEdge[] edges = [new(first.Id, middle, blend.Id), new(second.Id, middle, blend.Id), new(middle, last, turn.Id)];
        foreach (var id in (ImageId[])[first.Id, second.Id, middle, last])
        {
            var lineage = await alice.Api.GetLineageAsync(id);
            Assert.Equal(((ImageId[])[first.Id, second.Id, middle, last]).Order(), lineage.Nodes.Select(node => node.Id).Order());
            Assert.Equal(edges.OrderBy(edge => edge.From), lineage.Edges.OrderBy(edge => edge.From));
        }
        Assert.Empty((await alice.Api.GetLineageAsync(alone.Id)).Edges);

        await alice.Api.DeleteImageAsync(middle);
        await alice.Api.DeleteImageAsync(first.Id);
        foreach (var id in (ImageId[])[second.Id, last])
        {
            var lineage = await alice.Api.GetLineageAsync(id);
            Assert.Equal(edges.OrderBy(edge => edge.From), lineage.Edges.OrderBy(edge => edge.From));
            foreach (var gone in lineage.Nodes.Where(node => node.Id == middle || node.Id == first.Id))
            {
                Assert.Equal(
                    (ImageStatus.Rejected, "deleted", "", null, "", 0),
                    (gone.Status, gone.Problem?.Code, gone.Url, gone.ThumbnailUrl, gone.FileName, gone.Bytes));
            }
            Assert.Equal(2, lineage.Nodes.Count(node => node.Problem?.Code == "deleted"));
        }
        await alice.Api.GetImageAsync(middle).ShouldFailAsync(HttpStatusCode.NotFound);
        await alice.Api.GetLineageAsync(middle).ShouldFailAsync(HttpStatusCode.NotFound);
        Assert.DoesNotContain((await alice.Api.ListSessionImagesAsync(session.Id)).Items, found => found.Id == middle);
        Assert.Equal(3, (await alice.Api.GetSessionAsync(session.Id)).ImageCount);
        await alice.Api.RetryEditAsync(turn.Id).ShouldFailAsync(HttpStatusCode.BadRequest, "imageIds");
    }
}
