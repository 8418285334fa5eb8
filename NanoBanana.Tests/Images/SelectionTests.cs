using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Core.Redis;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Images;

/// <summary>Masks that a worker makes while somebody waits. The picture has four quarters of one colour each.</summary>
public sealed class SelectionTests(SelectionTests.Fixture api) : IClassFixture<SelectionTests.Fixture>
{
    [Fact]
    public async Task A_click_makes_a_mask_that_is_an_image_of_the_session()
    {
        using var alice = await api.CreateUserAsync();
        var image = await ReadyAsync(alice);

        var selection = await alice.Api.SelectAsync(image.Id, new([new(100, 60)]));

        Assert.InRange(selection.Coverage, 0.22, 0.28);
        Assert.InRange(selection.Confidence, 0.8, 1);
        var mask = await alice.Api.GetImageAsync(selection.MaskImageId);
        Assert.Equal((image.SessionId, "image/png", image.Width, image.Height), (mask.SessionId, mask.ContentType, mask.Width,
            mask.Height));
        await using var file = await alice.Api.OpenImageAsync(mask.Id);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes);
        var pixels = TestPixels.Decode(bytes.ToArray(), "pngload_buffer");
        Assert.Equal((255, 0, 0), (pixels.At(100, 60)[0], pixels.At(500, 60)[0], pixels.At(100, 300)[0]));
    }

    [Fact]
    public async Task A_mask_that_is_too_weak_is_refused_and_shown()
    {
        using var alice = await api.CreateUserAsync();
        var image = await ReadyAsync(alice);
        var request = new SelectionRequest(Subject: true);
        var bytes = Convert.FromHexString(image.Sha256).Concat(
            JsonSerializer.SerializeToUtf8Bytes(request, ContractJson.Default.SelectionRequest)).ToArray();
        using var redis = await ConnectionMultiplexer.ConnectAsync(api.System.Redis.ConnectionString);
        await redis.GetDatabase().HashSetAsync(
            Keys.Selection(Convert.ToHexStringLower(SHA256.HashData(bytes))),
            [new("refusal", "No clear subject was found."), new("mask", TestImages.Png(640, 400))]);

        using var response = await alice.Http.PostAsJsonAsync(Routes.Selections(image.Id), request);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(
            ("nothing-selected", "No clear subject was found."),
            (problem.GetProperty("code").GetString(), problem.GetProperty("detail").GetString()));
        var mask = await alice.Api.GetImageAsync(new(problem.GetProperty("maskImageId").GetString()!));
        Assert.Equal((image.SessionId, 640, 400), (mask.SessionId, mask.Width, mask.Height));
    }

    [Fact]
    public async Task An_edit_takes_the_mask()
    {
        using var alice = await api.CreateUserAsync();
        var image = await ReadyAsync(alice);
        var selection = await alice.Api.SelectAsync(image.Id, new(Box: new(4, 4, 300, 190)));

        var edit = await alice.Api.CreateEditAsync(image.SessionId, new("invert", [image.Id], selection.MaskImageId));
        Assert.NotEmpty(edit.Id.Value);
    }

    [Fact]
    public async Task What_is_not_in_the_picture_is_refused_with_the_field()
    {
        using var alice = await api.CreateUserAsync();
        var image = await ReadyAsync(alice);
        await FailAsync(new(), "points");
        await FailAsync(new([new(640, 10)]), "points");
        await FailAsync(new([new(10, -1)]), "points");
        await FailAsync(new([new(10, 10, Keep: false)]), "points");
        await FailAsync(new([null!]), "points");
        await FailAsync(new([.. Enumerable.Repeat(new SelectionPoint(1, 1), 65)]), "points");
        await FailAsync(new(Box: new(600, 10, 41, 10)), "box");
        await FailAsync(new(Box: new(10, 10, 3, 10)), "box");
        await FailAsync(new(Box: new(10, 10, int.MaxValue, 10)), "box");

        Task FailAsync(SelectionRequest request, string field) =>
            alice.Api.SelectAsync(image.Id, request).ShouldFailAsync(HttpStatusCode.BadRequest, field);
    }

    [Fact]
    public async Task Only_who_may_change_the_session_selects()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        using var viewer = await api.CreateUserAsync();
        var image = await ReadyAsync(alice);
        await alice.Api.AddMemberAsync(image.SessionId, viewer.User.Username, Role.Viewer);
        var request = new SelectionRequest([new(100, 60)]);
        await bob.Api.SelectAsync(image.Id, request).ShouldFailAsync(HttpStatusCode.NotFound);
        await viewer.Api.SelectAsync(image.Id, request).ShouldFailAsync(HttpStatusCode.Forbidden);
        using var stranger = api.CreateClient();
        await stranger.PostAsJsonAsync(Routes.Selections(image.Id), request).ShouldBeProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Without_a_worker_it_says_when_to_ask_again()
    {
        await using var system = await LocalSystem.StartAsync(apis: 1, workers: 0, new KeyValuePair<string,
            string?>("Images__SelectionWait", "00:00:00.3"));
        using var alice = await system.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var image = await alice.UploadAsync(session.Id, Uploads.Unique(TestImages.Jpeg(64, 48)));
        using var response = await alice.Http.PostAsJsonAsync(Routes.Selections(image.Id), new SelectionRequest([new(10, 10)]));
        await response.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    private static async Task<Image> ReadyAsync(TestUser user)
    {
        var session = await user.Api.CreateSessionAsync();
        return await user.UploadAndWaitAsync(session.Id, Uploads.Unique(TestImages.Jpeg(640, 400)));
    }

    public sealed class Fixture() : SystemFixture(apis: 1, workers: 1);
}
