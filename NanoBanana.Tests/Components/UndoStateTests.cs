using System.Net;
using System.Text;
using System.Text.Json;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Web.State;

namespace NanoBanana.Tests.Components;

/// <summary>Undo and redo walk along the versions, whatever of them is on the screen.</summary>
[Trait("Kind", "Unit")]
public sealed class UndoStateTests : IDisposable
{
    private readonly Server _server = new();
    private readonly HttpClient _http;
    private readonly SessionState _open;

    public UndoStateTests()
    {
        _http = new(_server) { BaseAddress = new("http://api/") };
        var session = new Session(new("s"), "", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 0, 0, Role.Owner, 0);
        _open = new(new NanoBananaClient(_http, _ => default), session, new ParticipantState(Samples.Me, "Me"));
        _open.Picture.Changed += _open.Undo.Remember;
    }

    [Fact]
    public void Opens_the_version_before_and_comes_back()
    {
        Put(Of("1"), Of("2", "1"), Of("3", "2"));
        _open.Picture.Choose(new("3"));
        Assert.Equal<(ImageId?, ImageId?, ImageId?, ImageId?)>(
            (null, new("2"), new("1"), null), (_open.Undo.Redo(), _open.Undo.Undo(), _open.Undo.Undo(), _open.Undo.Undo()));
        Assert.Equal<(ImageId?, ImageId?, ImageId?, ImageId?)>(
            (new("2"), new("3"), null, new("3")), (_open.Undo.Redo(), _open.Undo.Redo(), _open.Undo.Redo(), _open.Picture.Id));
    }

    [Fact]
    public void Redo_prefers_the_version_that_was_left_and_else_takes_the_newest()
    {
        Put(Of("1"), Of("2", "1"), Of("3", "1"));
        _open.Picture.Choose(new("1"));
        Assert.Equal(new ImageId("3"), _open.Undo.Later?.Id);
        _open.Picture.Choose(new("2"));
        _open.Undo.Undo();
        Assert.Equal(new ImageId("2"), _open.Undo.Redo());
        _open.Images.Remove(new("2"));
        _open.Picture.Choose(new("1"));
        Assert.Equal(new ImageId("3"), _open.Undo.Redo());
    }

    [Fact]
    public async Task Versions_that_are_not_on_the_screen_are_read_and_deleted_ones_are_passed_over()
    {
        _server.Lineage = new([Of("1"), Deleted("2", "1"), Of("3", "2")], []);
        Put(Of("3", "2"));
        _open.Picture.Choose(new("3"));
        Assert.Null(_open.Undo.Earlier);
        await Task.WhenAll(_open.Undo.ReadAsync(CancellationToken.None), _open.Undo.ReadAsync(CancellationToken.None));
        Assert.Equal<(ImageId?, ImageId?)>((new("1"), new("3")), (_open.Undo.Undo(), _open.Undo.Redo()));
        Assert.Equal(1, _server.Asked);
    }

    [Fact]
    public async Task Nothing_is_read_where_the_screen_has_the_answer_and_a_failure_is_tried_again()
    {
        Put(Of("1"), Of("2", "1"));
        _open.Picture.Choose(new("2"));
        await _open.Undo.ReadAsync(CancellationToken.None);
        Assert.Equal(0, _server.Asked);
        _open.Images.Remove(new("1"));
        await Assert.ThrowsAsync<ApiException>(() => _open.Undo.ReadAsync(CancellationToken.None));
        await Assert.ThrowsAsync<ApiException>(() => _open.Undo.ReadAsync(CancellationToken.None));
        Assert.Equal(2, _server.Asked);
    }

    public void Dispose()
    {
        _http.Dispose();
        _server.Dispose();
    }

    private void Put(params Image[] images) => Array.ForEach(images, _open.Images.Put);

    private static Image Deleted(string id, string parent) =>
        Of(id, parent) with { Status = ImageStatus.Rejected, Problem = new(ImageProblemCodes.Deleted, "Deleted") };

    private static Image Of(string id, string? parent = null) =>
        new(new(id), new("s"), ImageStatus.Ready, $"{id}.jpg", "image/jpeg", 4, 3, 5, "", "", null,
            parent is null ? null : new(parent), null, null, DateTimeOffset.UnixEpoch, null);

    /// <summary>Answers with a lineage, or not at all.</summary>
    private sealed class Server : HttpMessageHandler
    {
        public Lineage? Lineage { get; set; }

        public int Asked { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked++;
            return Task.FromResult(Lineage is null ? new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) : new(HttpStatusCode.OK)
            {
                Content = new StringContent(
                    JsonSerializer.Serialize(Lineage, ContractJson.Default.Lineage), Encoding.UTF8, "application/json"),
            });
        }
    }
}
