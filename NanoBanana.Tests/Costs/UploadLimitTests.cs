using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using NanoBanana.Api.Images;
using NanoBanana.Contracts;
using NanoBanana.Core;
using NanoBanana.Core.Storage;
using NanoBanana.Core.Throttling;
using NanoBanana.Imaging;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Costs;

/// <summary>What is asked before a byte of an upload is kept, and how much may arrive at a time.</summary>
public sealed class UploadLimitTests : IClassFixture<ApiFixture>
{
    private static readonly IOptions<ImagingOptions> Imaging = Options.Create(new ImagingOptions());
    private readonly ApiFixture _api;
    private readonly string _folder = Watchdog.TemporaryDirectory();
    private readonly FileObjectStore _store;

    public UploadLimitTests(ApiFixture api) =>
        (_api, _store) = (api, new(new StorageOptions { Directory = _folder }, TimeProvider.System));

    [Fact]
    public async Task Nothing_is_kept_before_the_caller_is_admitted()
    {
        using var room = new UploadRoom(Options.Create(new LimitOptions { UploadBytesAtOnce = 1 }));
        using var reader = new UploadReader(_store, Imaging, room);
        string? asked = null;
        var request = await RequestAsync(Uploads.Field("sessionId", "s1"), Uploads.File("files", TestImages.Png(8, 8)));
        var upload = await reader.ReadAsync(request, 16, id =>
        {
            asked = id;
            return Task.FromResult<IResult?>(Results.Forbid());
        }, CancellationToken.None);
        Assert.Equal(("s1", 1, 0), (asked, upload!.Count, upload.Parts.Count));
        Assert.NotNull(upload.Refusal);
        Assert.Empty(Kept());
    }

    [Fact]
    public async Task All_uploads_together_have_so_much_room()
    {
        using var room = new UploadRoom(Options.Create(new LimitOptions { UploadBytesAtOnce = 1000 }));
        using (var reader = new UploadReader(_store, Imaging, room))
        {
            await reader.ReadAsync(await RequestAsync(Uploads.File("file", new byte[900])), 1, Everybody, CancellationToken.None);
            using var other = new UploadReader(_store, Imaging, room);
            await Assert.ThrowsAsync<BusyException>(async () =>
                await other.ReadAsync(await RequestAsync(Uploads.File("file", new byte[900])), 1, Everybody, CancellationToken.None));
        }

        Assert.Empty(Kept());
        using var later = new UploadReader(_store, Imaging, room);
        var request = await RequestAsync(Uploads.File("file", new byte[900]));
        Assert.NotNull(await later.ReadAsync(request, 1, Everybody, CancellationToken.None));
        Assert.Equal(900, Assert.Single(Kept()).Length);
    }

    [Fact]
    public async Task A_user_sends_so_many_at_a_time_and_the_others_wait()
    {
        using var room = new UploadRoom(Options.Create(new LimitOptions { UploadsAtOnce = 1 }));
        var first = await room.EnterAsync(new("alice"), CancellationToken.None);
        var waiting = Enumerable.Range(0, 4).Select(_ => room.EnterAsync(new("alice"), CancellationToken.None).AsTask()).ToList();
        Assert.All(waiting, turn => Assert.False(turn.IsCompleted));
        Assert.False((await room.EnterAsync(new("alice"), CancellationToken.None)).IsAcquired);
        Assert.True((await room.EnterAsync(new("bob"), CancellationToken.None)).IsAcquired);
        first.Dispose();
        Assert.True((await waiting[0]).IsAcquired);
    }

    [Fact]
    public async Task A_batch_names_its_session_first_or_in_the_address()
    {
        using var alice = await _api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var (id, file) = (Uploads.Field("sessionId", session.Id), TestImages.Png(8, 8));
        await alice.Http.PostFormAsync(Routes.UploadBatch, Uploads.File("files", file), id)
            .ShouldBeProblemAsync(HttpStatusCode.BadRequest, "sessionId");
        using var inAddress = await alice.Http.PostFormAsync($"{Routes.UploadBatch}?sessionId={session.Id}", Uploads.File("files", file));
        Assert.Equal(HttpStatusCode.OK, inAddress.StatusCode);
        using var one = await alice.Http.PostFormAsync(Routes.Upload, Uploads.File("file", file), Uploads.Field("sessionId", session.Id));
        Assert.Equal(HttpStatusCode.Created, one.StatusCode);
        Assert.Equal(2, (await alice.Api.GetSessionAsync(session.Id)).ImageCount);
    }

    private FileInfo[] Kept() => new DirectoryInfo(_folder).GetFiles("*", SearchOption.AllDirectories);

    private static Task<IResult?> Everybody(SessionId? sessionId) => Task.FromResult<IResult?>(null);

    private static async Task<HttpRequest> RequestAsync(params HttpContent[] parts)
    {
        var form = new MultipartFormDataContent();
        foreach (var part in parts)
        {
            form.Add(part);
        }

        var request = new DefaultHttpContext().Request;
        request.ContentType = form.Headers.ContentType!.ToString();
        request.Body = new MemoryStream(await form.ReadAsByteArrayAsync());
        return request;
    }
}
