using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Tests.Fixtures;
using static NanoBanana.Tests.Images.TusClient;

namespace NanoBanana.Tests.Images;

/// <summary>Uploads that can be resumed: tus 1.0.0 as its specification words it.</summary>
public sealed class ResumableTests(ResumableTests.Fixture api) : IClassFixture<ResumableTests.Fixture>
{
    [Fact]
    public async Task The_server_says_what_it_speaks()
    {
        using var http = api.CreateClient();
        using var answer = await http.SendAsync(new(HttpMethod.Options, Routes.ResumableUploads));
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(("1.0.0", "1.0.0"), (Header(answer, "Tus-Resumable"), Header(answer, "Tus-Version")));
        Assert.Equal("creation,termination,checksum,expiration", Header(answer, "Tus-Extension"));
        Assert.Equal("sha1,sha256", Header(answer, "Tus-Checksum-Algorithm"));
        Assert.Equal($"{Limits.ImageMaxBytes}", Header(answer, "Tus-Max-Size"));
    }

    [Fact]
    public async Task Parts_on_alternating_replicas_make_one_image()
    {
        using var alice = await api.CreateUserAsync();
        using var there = LoopbackClient.Create(api.System.Apis[1].Address, alice.Tokens.AccessToken);
        var session = await alice.Api.CreateSessionAsync();
        var file = Padded(3_000_000);
        var upload = await CreateAsync(alice, session.Id, file.Length, "bar 图.jpg");

        using (var first = await PatchAsync(alice.Http, upload, 0, file[..1_500_000]))
        {
            Assert.Equal((HttpStatusCode.NoContent, "1500000"), (first.StatusCode, Header(first, "Upload-Offset")));
            Assert.True(DateTimeOffset.Parse(Header(first, "Upload-Expires"), CultureInfo.InvariantCulture) > DateTimeOffset.UtcNow);
        }

        Assert.Equal((1_500_000, file.Length), await AskAsync(there, upload));
        using (var wrong = await PatchAsync(there, upload, 0, file[..10]))
        {
            Assert.Equal((HttpStatusCode.Conflict, "1500000"), (wrong.StatusCode, Header(wrong, "Upload-Offset")));
        }

        using var last = await PatchAsync(there, upload, 1_500_000, file[1_500_000..], "sha1");
        Assert.Equal((HttpStatusCode.NoContent, $"{file.Length}"), (last.StatusCode, Header(last, "Upload-Offset")));
        var image = await alice.SettledAsync(new(last.Headers.Location!.ToString().Split('/')[^1]), TimeSpan.FromSeconds(60));
        Assert.Equal((ImageStatus.Ready, "bar 图.jpg", session.Id), (image.Status, image.FileName, image.SessionId));
        Assert.Equal(file, await alice.Http.GetByteArrayAsync(image.Url));
        Assert.Equal((file.Length, file.Length), await AskAsync(alice.Http, upload));
        Assert.DoesNotContain(Parts(), part => part.Contains(upload.Split('/')[^1], StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_came_before_a_connection_was_lost_and_a_replica_killed_is_kept()
    {
        using var alice = await api.CreateUserAsync();
        using var there = LoopbackClient.Create(api.System.Apis[1].Address, alice.Tokens.AccessToken);
        var session = await alice.Api.CreateSessionAsync();
        var file = Padded(4_000_000);
        var upload = await CreateAsync(alice, session.Id, file.Length);
        using var cut = new CancellationTokenSource();
        var slow = PatchAsync(there, upload, 0, new StallingContent(file, 2_500_000), cut.Token);
        await Eventually.TrueAsync(async () => (await AskAsync(alice.Http, upload)).Offset >= 2 << 20, "two blocks to be kept");
        api.System.Apis[1].Kill();
        await cut.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => slow);

        var (offset, _) = await AskAsync(alice.Http, upload);
        Assert.InRange(offset, 2 << 20, 2_500_000);
        using var rest = await PatchAsync(alice.Http, upload, offset, file[offset..]);
        Assert.Equal(HttpStatusCode.NoContent, rest.StatusCode);
        var image = await alice.Api.GetImageAsync(new(rest.Headers.Location!.ToString().Split('/')[^1]));
        Assert.Equal(file, await alice.Http.GetByteArrayAsync(image.Url));
        await api.System.Apis[1].RestartAsync();
    }

    [Fact]
    public async Task A_part_with_another_checksum_is_thrown_away()
    {
        using var alice = await api.CreateUserAsync();
        var upload = await CreateAsync(alice, (await alice.Api.CreateSessionAsync()).Id, 1000);
        using var request = Patch(upload, 0, new ByteArrayContent(new byte[100]));
        request.Headers.Add("Upload-Checksum", $"sha256 {Convert.ToBase64String(SHA256.HashData("other"u8))}");
        using var answer = await alice.Http.SendAsync(request);
        Assert.Equal((HttpStatusCode)460, answer.StatusCode);
        Assert.Equal(0, (await AskAsync(alice.Http, upload)).Offset);
    }

    [Fact]
    public async Task Of_two_parts_at_the_same_place_one_counts()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var file = Padded(200_000);
        var upload = await CreateAsync(alice, session.Id, file.Length);
        var statuses = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            using var answer = await PatchAsync(alice.Http, upload, 0, file[..100_000]);
            return answer.StatusCode;
        }));
        Assert.Equal(1, statuses.Count(status => status == HttpStatusCode.NoContent));
        Assert.All(statuses, status => Assert.True(status is HttpStatusCode.NoContent or HttpStatusCode.Conflict));
        using var last = await PatchAsync(alice.Http, upload, 100_000, file[100_000..]);
        var image = await alice.Api.GetImageAsync(new(last.Headers.Location!.ToString().Split('/')[^1]));
        Assert.Equal(file, await alice.Http.GetByteArrayAsync(image.Url));
    }

    public static TheoryData<string, HttpStatusCode> Bad => new()
    {
        { "no version", HttpStatusCode.PreconditionFailed },
        { "no length", HttpStatusCode.BadRequest },
        { "length 0", HttpStatusCode.BadRequest },
        { "too long", HttpStatusCode.RequestEntityTooLarge },
        { "bad metadata", HttpStatusCode.BadRequest },
        { "no session", HttpStatusCode.BadRequest },
        { "another's session", HttpStatusCode.BadRequest },
        { "a part of another type", HttpStatusCode.UnsupportedMediaType },
        { "no offset", HttpStatusCode.BadRequest },
        { "more than is missing", HttpStatusCode.RequestEntityTooLarge },
        { "an unknown checksum", HttpStatusCode.BadRequest },
        { "another's upload", HttpStatusCode.NotFound },
        { "no picture", HttpStatusCode.UnsupportedMediaType },
    };

    [Theory, MemberData(nameof(Bad))]
    public async Task What_is_wrong_is_refused(string what, HttpStatusCode status)
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var session = (await alice.Api.CreateSessionAsync()).Id;
        var upload = await CreateAsync(alice, session, 10);
        using var request = what switch
        {
            "no length" => Post(session, null),
            "length 0" => Post(session, 0),
            "too long" => Post(session, Limits.ImageMaxBytes + 1),
            "no session" => Post(new(""), 10),
            "another's session" => Post((await bob.Api.CreateSessionAsync()).Id, 10),
            "no version" or "bad metadata" => Post(session, 10),
            _ => Patch(upload, 0, new ByteArrayContent(new byte[what == "more than is missing" ? 11 : what == "no picture" ? 10 : 5])),
        };
        switch (what)
        {
            case "no version":
                request.Headers.Remove("Tus-Resumable");
                break;
            case "bad metadata":
                request.Headers.Remove("Upload-Metadata");
                request.Headers.Add("Upload-Metadata", "filename ***");
                break;
            case "a part of another type":
                request.Content!.Headers.ContentType = new("image/jpeg");
                break;
            case "no offset":
                request.Headers.Remove("Upload-Offset");
                break;
            case "an unknown checksum":
                request.Headers.Add("Upload-Checksum", "crc32 AAAA");
                break;
        }

        await (what == "another's upload" ? bob : alice).Http.SendAsync(request).ShouldBeProblemAsync(status);
        Assert.Empty((await alice.Api.ListImagesAsync()).Items);
        if (what != "no picture")
        {
            Assert.Equal((0, 10), await AskAsync(alice.Http, upload));
        }
    }

    [Fact]
    public async Task What_is_given_up_or_not_finished_in_time_goes_with_its_parts()
    {
        using var alice = await api.CreateUserAsync();
        var session = (await alice.Api.CreateSessionAsync()).Id;
        var uploads = new[] { await CreateAsync(alice, session, 2000), await CreateAsync(alice, session, 2000) };
        foreach (var upload in uploads)
        {
            (await PatchAsync(alice.Http, upload, 0, new byte[1000])).Dispose();
        }

        using var deletion = new HttpRequestMessage(HttpMethod.Delete, uploads[0]) { Headers = { { "Tus-Resumable", "1.0.0" } } };
        Assert.Equal(HttpStatusCode.NoContent, (await alice.Http.SendAsync(deletion)).StatusCode);
        foreach (var upload in uploads)
        {
            await Eventually.TrueAsync(async () =>
            {
                using var head = new HttpRequestMessage(HttpMethod.Head, upload) { Headers = { { "Tus-Resumable", "1.0.0" } } };
                using var answer = await alice.Http.SendAsync(head);
                return answer.StatusCode == HttpStatusCode.NotFound;
            }, "the upload to go", TimeSpan.FromSeconds(40));
        }

        await Eventually.TrueAsync(
            () => !Parts().Any(part => uploads.Any(upload => part.Contains(upload.Split('/')[^1], StringComparison.Ordinal))),
            "the parts to go",
            TimeSpan.FromSeconds(40));
    }

    private IEnumerable<string> Parts() => Directory.Exists(Path.Combine(api.System.ObjectDirectory, "parts"))
        ? Directory.EnumerateFiles(Path.Combine(api.System.ObjectDirectory, "parts"), "*", SearchOption.AllDirectories) : [];

    public sealed class Fixture() : SystemFixture(apis: 2, workers: 1, ("Images__UploadLifetime", "00:00:20"));
}
