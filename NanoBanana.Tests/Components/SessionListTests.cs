using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Web.Sessions;

namespace NanoBanana.Tests.Components;

/// <summary>The list of sessions at the side follows its events.</summary>
[Trait("Kind", "Unit")]
public sealed class SessionListTests : IDisposable
{
    private const string Pages = "GET /api/sessions";

    private readonly StubApi _api = new();
    private readonly HttpClient _http;
    private readonly SessionList _list;

    public SessionListTests()
    {
        _http = new(_api) { BaseAddress = new("http://api") };
        _list = new(new NanoBananaClient(_http, _ => default));
    }

    [Fact]
    public async Task What_happens_while_the_list_is_read_is_newer_than_it_is()
    {
        _api.Answer(Pages, new Page<Session>([Named("deleted", 3), Named("renamed", 2), Named("old", 1)], null));
        _api.Meanwhile(Pages, () =>
        {
            _list.Remove(new("deleted"));
            _list.Put(Named("renamed", 4) with { Title = "By its new name" });
            _list.Put(Named("made", 5));
        });

        await _list.LoadAsync(null, CancellationToken.None);

        Assert.Equal(["made", "renamed", "old"], _list.Items.Select(session => session.Id.Value));
        Assert.Equal("By its new name", _list.Items[1].Title);
    }

    [Fact]
    public async Task What_is_deleted_while_further_ones_are_read_does_not_come_back()
    {
        _list.Show(new([Named("first", 9)], "further"));
        _api.Answer(Pages, new Page<Session>([Named("deleted", 3), Named("old", 1)], null));
        _api.Meanwhile(Pages, () => _list.Remove(new("deleted")));

        await _list.LoadMoreAsync(CancellationToken.None);

        Assert.Equal(["first", "old"], _list.Items.Select(session => session.Id.Value));
    }

    [Fact]
    public void An_event_that_is_older_than_what_is_shown_changes_nothing()
    {
        _list.Show(new([Named("a", 2) with { Title = "New" }], null));
        _list.Put(Named("a", 1) with { Title = "Old" });

        Assert.Equal("New", Assert.Single(_list.Items).Title);
    }

    public void Dispose()
    {
        _http.Dispose();
        _api.Dispose();
    }

    private static Session Named(string id, int minute) =>
        new(new(id), id, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddMinutes(minute), 0, 0, Role.Owner, 0);
}
