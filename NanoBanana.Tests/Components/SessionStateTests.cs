using System.Text.Json;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Events;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Web.State;

namespace NanoBanana.Tests.Components;

/// <summary>The session on the screen follows its events.</summary>
[Trait("Kind", "Unit")]
public sealed class SessionStateTests : IDisposable
{
    private readonly HttpClient _http = new();
    private readonly SessionState _open;

    public SessionStateTests()
    {
        var session = new Session(new("s"), "", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 0, 0, Role.Owner, 0);
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

    public void Dispose() => _http.Dispose();

    private void Come(string id, string fileName) => Apply(EventTypes.ImageCreated, JsonSerializer.SerializeToElement(
        new Image(new(id), new("s"), ImageStatus.Ready, fileName, "image/jpeg", 4, 3, 5, "", "", null, null, null, null,
            DateTimeOffset.UnixEpoch, null),
        ContractJson.Default.Image));

    private void Go(string id) =>
        Apply(EventTypes.ImageDeleted, JsonSerializer.SerializeToElement(new Deleted(id), ContractJson.Default.Deleted));

    private void Apply(string type, JsonElement data) => _open.Apply(new(1, type, new("s"), DateTimeOffset.UnixEpoch, null, data));
}
