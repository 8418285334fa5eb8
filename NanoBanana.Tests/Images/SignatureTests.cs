using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Images;

public sealed class SignatureTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_signed_address_needs_no_token()
    {
        using var alice = await api.CreateUserAsync();
        using var anybody = api.CreateClient();
        var file = TestImages.Jpeg(80, 60);
        var image = await UploadAsync(alice, file);
        Assert.Equal(file, await anybody.GetByteArrayAsync(image.Url));
        Assert.Equal((80, 60), WebPFile.Size(await anybody.GetByteArrayAsync(image.ThumbnailUrl)));
        using var other = api.System.CreateClient(replica: 1);
        Assert.Equal(file, await other.GetByteArrayAsync(image.Url));
    }

    [Fact]
    public async Task Neither_token_nor_signature_is_401()
    {
        using var alice = await api.CreateUserAsync();
        using var anybody = api.CreateClient();
        var image = await UploadAsync(alice, TestImages.Jpeg(80, 60));
        await anybody.GetAsync(Routes.ImageContent(image.Id)).ShouldBeProblemAsync(HttpStatusCode.Unauthorized);
        await anybody.GetAsync($"{Routes.ImageContent(image.Id)}?variant=thumbnail").ShouldBeProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Changing_any_part_of_a_signed_address_is_404()
    {
        using var alice = await api.CreateUserAsync();
        using var anybody = api.CreateClient();
        var image = await UploadAsync(alice, TestImages.Jpeg(80, 60));
        var path = image.Url.Split('?')[0];
        var query = QueryHelpers.ParseQuery(image.Url[path.Length..]).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        foreach (var (name, value) in query.Where(part => part.Key != "variant"))
        {
            foreach (var changed in Change(value))
            {
                var altered = QueryHelpers.AddQueryString(path, query.Select(part =>
                    KeyValuePair.Create(part.Key, part.Key == name ? changed : (string?)part.Value)));
                await anybody.GetAsync(altered).ShouldBeProblemAsync(HttpStatusCode.NotFound);
            }
        }
    }

    [Fact]
    public async Task A_signature_is_good_for_one_image_and_one_variant()
    {
        using var alice = await api.CreateUserAsync();
        using var anybody = api.CreateClient();
        var image = await UploadAsync(alice, TestImages.Jpeg(80, 60));
        var other = await UploadAsync(alice, TestImages.Png(80, 60));
        await anybody.GetAsync(image.Url.Replace(image.Id, other.Id, StringComparison.Ordinal))
            .ShouldBeProblemAsync(HttpStatusCode.NotFound);

        var (path, query) = (image.ThumbnailUrl!.Split('?')[0], QueryHelpers.ParseQuery(image.ThumbnailUrl.Split('?')[1]));
        query["variant"] = "original";
        await anybody.GetAsync(QueryHelpers.AddQueryString(path, query)).ShouldBeProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_stranger_with_a_token_still_needs_the_signature()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var image = await UploadAsync(alice, TestImages.Jpeg(80, 60));
        await bob.Http.GetAsync(Routes.ImageContent(image.Id)).ShouldBeProblemAsync(HttpStatusCode.NotFound);
        using var signed = await bob.Http.GetAsync(image.Url);
        Assert.Equal(HttpStatusCode.OK, signed.StatusCode);
    }

    [Fact]
    public async Task Nothing_of_a_deleted_image_can_be_read()
    {
        using var alice = await api.CreateUserAsync();
        using var anybody = api.CreateClient();
        var image = await UploadAsync(alice, TestImages.Jpeg(80, 60));
        await alice.Api.DeleteImageAsync(image.Id);
        await anybody.GetAsync(image.Url).ShouldBeProblemAsync(HttpStatusCode.NotFound);
        await anybody.GetAsync(image.ThumbnailUrl).ShouldBeProblemAsync(HttpStatusCode.NotFound);
    }

    /// <summary>One character changed, cut short, emptied, and for a number: later.</summary>
    private static IEnumerable<string> Change(string value)
    {
        yield return (value[0] == 'A' ? 'B' : value[0] == '1' ? '2' : value[0] == 'a' ? 'b' : char.IsAsciiDigit(value[0]) ? '1' : 'A')
            + value[1..];
        yield return value[..^1];
        yield return "";
        if (long.TryParse(value, out var number))
        {
            yield return $"{number + 1}";
        }
    }

    private static async Task<Image> UploadAsync(TestUser user, byte[] file) =>
        await user.UploadAndWaitAsync((await user.Api.CreateSessionAsync()).Id, file);
}
