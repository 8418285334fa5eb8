using System.Text.Json;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Events;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Messages;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Web.State;

namespace NanoBanana.Tests.Components;

/// <summary>The session on the screen follows its events.</summary>
[Trait("Kind", "Unit")]
public sealed class SessionStateTests : IDisposable
{
    private readonly StubApi _api = new();
    private readonly HttpClient _http;
    private readonly SessionState _open;

    public SessionStateTests()
    {
        var session = new Session(new("s"), "", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 0, 0, Role.Owner, 0);
        _http = new(_api) { BaseAddress = new("http://api") };
        _open = new(new NanoBananaClient(_http, _ => default), session, new ParticipantState(Samples.Me, "Me"));
    }

    [Fact]
    public void An_untitled_session_is_shown_by_its_first_picture()
    {
        Come("1", "bar.mask.png");
        Assert.Null(_open.Session.FileName);
        Come("2", "bar.jpg");
        Come("3", "car.jpg");
        Assert.Equal("bar.jpg", _open.Session.FileName);
        Go("2");
        Assert.Equal("car.jpg", _open.Session.FileName);
        Go("3");
        Assert.Null(_open.Session.FileName);
    }

    [Fact]
    public async Task A_picture_that_became_ready_while_it_was_read_stays_so()
    {
        _api.Answer("GET /api/images/1", Picture("1", "bar.jpg", ImageStatus.Processing));
        _api.Meanwhile("GET /api/images/1", () => Come("1", "bar.jpg"));
        await _open.Images.ReadAsync(new("1"), CancellationToken.None);
        Assert.Equal(ImageStatus.Ready, _open.Images.Find(new("1"))!.Status);

        _api.Answer("GET /api/images/2", Picture("2", "car.jpg", ImageStatus.Ready));
        _api.Meanwhile("GET /api/images/2", () => Go("2"));
        await _open.Images.ReadAsync(new("2"), CancellationToken.None);
        Assert.Null(_open.Images.Find(new("2")));
        await _open.Images.ReadAsync(new("2"), CancellationToken.None);
        Assert.NotNull(_open.Images.Find(new("2")));
    }

    [Fact]
    public async Task What_happens_while_older_pictures_are_read_is_newer_than_they_are()
    {
        _open.Images.Show(new([Picture("9", "new.jpg", ImageStatus.Ready)], "older"));
        _api.Answer("GET /api/images/session/s", new Page<Image>(
            [
                Picture("3", "c.jpg", ImageStatus.Processing), Picture("2", "b.jpg", ImageStatus.Ready),
                Picture("1", "a.jpg", ImageStatus.Ready),
            ],
            null));
        _api.Meanwhile("GET /api/images/session/s", () =>
        {
            Come("3", "c.jpg");
            Go("2");
        });
        await _open.Images.LoadOlderAsync(CancellationToken.None);
        Assert.Equal(["new.jpg", "c.jpg", "a.jpg"], _open.Images.Items.Select(image => image.FileName));
        Assert.All(_open.Images.Items, image => Assert.Equal(ImageStatus.Ready, image.Status));
        Assert.False(_open.Images.HasOlder);
    }

    [Fact]
    public async Task What_happens_while_older_messages_are_read_is_newer_than_they_are()
    {
        _open.Messages.Show(new([Said("9", "now")], "older"));
        _api.Answer("GET /api/sessions/s/messages", new Page<Message>([Said("2", "before"), Said("1", "gone")], null));
        _api.Meanwhile("GET /api/sessions/s/messages", () =>
        {
            Apply(EventTypes.MessageUpdated, JsonSerializer.SerializeToElement(Said("2", "after"), ContractJson.Default.Message));
            Apply(EventTypes.MessageDeleted, JsonSerializer.SerializeToElement(new Deleted("1"), ContractJson.Default.Deleted));
        });
        await _open.Messages.LoadOlderAsync(CancellationToken.None);
        Assert.Equal(["after", "now"], _open.Messages.Items.Select(message => message.Text));
    }

    [Fact]
    public async Task What_happens_while_pins_are_read_is_newer_than_they_are()
    {
        _api.Answer("GET /api/images/1/pins", new Page<Pin>([Pinned("1", "gone"), Pinned("2", "before")], null));
        _api.Meanwhile("GET /api/images/1/pins", () =>
        {
            Apply(EventTypes.PinUpdated, JsonSerializer.SerializeToElement(Pinned("2", "after"), ContractJson.Default.Pin));
            Apply(EventTypes.PinDeleted, JsonSerializer.SerializeToElement(new Deleted("1"), ContractJson.Default.Deleted));
        });
        await _open.Pins.ReadAsync(new("1"), CancellationToken.None);
        Assert.Equal(["after"], _open.Pins.Items.Select(pin => pin.Text));
    }

    public void Dispose() => _http.Dispose();

    private static Image Picture(string id, string fileName, ImageStatus status) => new(
        new(id), new("s"), status, fileName, "image/jpeg", 4, 3, 5, "", "", null, null, null, null, DateTimeOffset.UnixEpoch, null);

    private static Message Said(string id, string text) =>
        new(id, new("s"), Samples.Me, MessageRole.User, text, [], null, DateTimeOffset.UnixEpoch, null);

    private static Pin Pinned(string id, string text) =>
        new(id, new("s"), new("1"), Samples.Me, 1, 1, null, text, [], false, DateTimeOffset.UnixEpoch, null);

    private void Come(string id, string fileName) => Apply(
        EventTypes.ImageCreated,
        JsonSerializer.SerializeToElement(Picture(id, fileName, ImageStatus.Ready), ContractJson.Default.Image));

    private void Go(string id) =>
        Apply(EventTypes.ImageDeleted, JsonSerializer.SerializeToElement(new Deleted(id), ContractJson.Default.Deleted));

    private void Apply(string type, JsonElement data) => _open.Apply(new(1, type, new("s"), DateTimeOffset.UnixEpoch, null, data));
}
