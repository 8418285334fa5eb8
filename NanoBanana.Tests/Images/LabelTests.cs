using System.Net;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Events;
using NanoBanana.Contracts.Images;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Live;

namespace NanoBanana.Tests.Images;

/// <summary>Stars and tags of pictures.</summary>
public sealed class LabelTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_star_and_tags_are_seen_by_every_member_at_once()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var image = await UploadAsync(alice);
        Assert.Equal((false, 0), (image.Starred, image.Tags.Count));
        await alice.Api.AddMemberAsync(image.SessionId, bob.User.Username, Role.Editor);
        await using var live = bob.Live();
        await using var follower = new EventSubscriber(end => live.Follow(image.SessionId, 0, end));

        var starred = await alice.Api.UpdateImageAsync(image.Id, new(true, null));
        Assert.True(starred.Starred);
        var tagged = await bob.Api.UpdateImageAsync(image.Id, new(null, ["  Beach ", "beach", "海滩"]));
        Assert.True(tagged.Starred);
        Assert.Equal(["Beach", "海滩"], tagged.Tags);

        var told = await follower.NextAsync(
            next => next.Type == EventTypes.ImageUpdated && next.Data.GetProperty("tags").GetArrayLength() == 2, "the tags to be told");
        Assert.True(told.Data.GetProperty("starred").GetBoolean());
        Assert.Equal(tagged.Tags, (await bob.Api.GetImageAsync(image.Id)).Tags);
        Assert.Empty((await bob.Api.UpdateImageAsync(image.Id, new(false, []))).Tags);
        Assert.False((await alice.Api.GetImageAsync(image.Id)).Starred);
    }

    [Fact]
    public async Task What_is_the_same_already_is_no_event()
    {
        using var alice = await api.CreateUserAsync();
        var image = await UploadAsync(alice);
        await alice.Api.UpdateImageAsync(image.Id, new(true, ["a"]));
        var seq = (await alice.Api.GetSessionAsync(image.SessionId)).LastSeq;
        await alice.Api.UpdateImageAsync(image.Id, new(true, null));
        await alice.Api.UpdateImageAsync(image.Id, new(null, ["a"]));
        await alice.Api.UpdateImageAsync(image.Id, new(null, null));
        Assert.Equal(seq, (await alice.Api.GetSessionAsync(image.SessionId)).LastSeq);
    }

    [Fact]
    public async Task Lists_can_be_narrowed_to_stars_and_tags()
    {
        using var alice = await api.CreateUserAsync();
        var (starred, tagged, plain) = (await UploadAsync(alice), await UploadAsync(alice), await UploadAsync(alice));
        await alice.Api.UpdateImageAsync(starred.Id, new(true, null));
        await alice.Api.UpdateImageAsync(tagged.Id, new(null, ["Beach"]));

        Assert.Equal([starred.Id], await IdsAsync(alice, starred: true));
        Assert.Equal([plain.Id, tagged.Id], await IdsAsync(alice, starred: false));
        Assert.Equal([tagged.Id], await IdsAsync(alice, tag: "bEACH"));
        Assert.Empty(await IdsAsync(alice, tag: "bea"));
        Assert.Empty(await IdsAsync(alice, starred: true, tag: "beach"));
    }

    [Fact]
    public async Task Changes_at_the_same_time_take_nothing_back()
    {
        using var alice = await api.CreateUserAsync();
        var image = await UploadAsync(alice);
        for (var i = 0; i < 10; i++)
        {
            var starred = i % 2 == 0;
            string[] tags = [$"round {i}"];
            await Task.WhenAll(
                alice.Api.UpdateImageAsync(image.Id, new(starred, null)), alice.Api.UpdateImageAsync(image.Id, new(null, tags)));
            var now = await alice.Api.GetImageAsync(image.Id);
            Assert.Equal(starred, now.Starred);
            Assert.Equal(tags, now.Tags);
        }
    }

    public static TheoryData<string> BadTags =>
    [
        """[""]""", """["  "]""", """[null]""", """["a\nb"]""", """["\ud800"]""", $$"""["{{new string('x', Limits.TagMaxLength + 1)}}"]""",
        $"[{string.Join(',', Enumerable.Range(0, Limits.ImageMaxTags + 1).Select(i => $"\"{i}\""))}]",
    ];

    [Theory, MemberData(nameof(BadTags))]
    public async Task Bad_tags_are_400_and_change_nothing(string tags)
    {
        using var alice = await api.CreateUserAsync();
        var image = await UploadAsync(alice);
        var problem = await alice.Http
            .PutAsync(
                Routes.Image(image.Id),
                new StringContent($$"""{"starred":true,"tags":{{tags}}}""", System.Text.Encoding.UTF8, "application/json"))
            .ShouldBeProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal("tags", Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name.Split('[', '.')[0]);
        Assert.False((await alice.Api.GetImageAsync(image.Id)).Starred);
    }

    private static async Task<Image> UploadAsync(TestUser user) =>
        await user.UploadAndWaitAsync((await user.Api.CreateSessionAsync()).Id, Uploads.UniqueJpeg());

    private static async Task<IEnumerable<ImageId>> IdsAsync(TestUser user, bool? starred = null, string? tag = null) =>
        (await user.Api.ListImagesAsync(starred: starred, tag: tag)).Items.Select(image => image.Id);
}
