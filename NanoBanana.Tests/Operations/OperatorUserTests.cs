using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Events;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;
using NanoBanana.Tests.Live;
using StackExchange.Redis;

namespace NanoBanana.Tests.Operations;

/// <summary>What operators do about accounts.</summary>
public sealed class OperatorUserTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task An_operator_sees_accounts_with_what_they_use_and_nothing_of_what_they_made()
    {
        await using var office = await OfficeAsync();
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("A private title");
        var image = await alice.UploadAsync(session.Id, Uploads.UniqueJpeg());

        var accounts = await AllAsync(office.Http, limit: 100);

        var account = accounts.Single(account => account.GetProperty("id").GetString() == alice.User.Id);
        Assert.Equal(
            (alice.User.Username, false), (account.GetProperty("username").GetString(), account.GetProperty("disabled").GetBoolean()));
        Assert.Equal(
            (1, image.Bytes),
            (account.GetProperty("usage").GetProperty("images").GetInt64(), account.GetProperty("usage").GetProperty("bytes").GetInt64()));
        Assert.DoesNotContain(accounts, account => account.GetRawText().Contains("A private title", StringComparison.Ordinal));
        Assert.DoesNotContain(accounts, account => account.GetRawText().Contains('@', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Accounts_come_in_pages_newest_first()
    {
        await using var office = await OfficeAsync();
        using var first = await api.CreateUserAsync();
        using var second = await api.CreateUserAsync();
        var ids = (await AllAsync(office.Http, limit: 2)).Select(account => account.GetProperty("id").GetString()!).ToList();
        Assert.Equal(ids.Distinct().OrderDescending(StringComparer.Ordinal), ids);
        Assert.True(ids.IndexOf(second.User.Id) < ids.IndexOf(first.User.Id));
        Assert.True(ids.IndexOf(second.User.Id) >= 0);
    }

    [Fact]
    public async Task A_deleted_account_leaves_the_list_and_one_from_before_the_list_joins_it()
    {
        await using var office = await OfficeAsync();
        using var alice = await api.CreateUserAsync();
        using var redis = await ConnectionMultiplexer.ConnectAsync(api.System.Redis.ConnectionString);
        await redis.GetDatabase().SortedSetRemoveAsync("users", alice.User.Id.Value);
        Assert.DoesNotContain(await AllAsync(office.Http, 100), account => account.GetProperty("id").GetString() == alice.User.Id);

        alice.Tokens = await alice.Api.RefreshAsync(alice.Tokens.RefreshToken);
        Assert.Contains(await AllAsync(office.Http, 100), account => account.GetProperty("id").GetString() == alice.User.Id);

        await alice.Api.DeleteMeAsync(alice.Password);
        Assert.DoesNotContain(await AllAsync(office.Http, 100), account => account.GetProperty("id").GetString() == alice.User.Id);
        await office.Http.PutAsJsonAsync(Routes.OperatorUser(alice.User.Id), new { disabled = true })
            .ShouldBeProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_disabled_account_is_signed_out_everywhere_and_cannot_come_back_until_it_is_enabled()
    {
        await using var office = await OfficeAsync();
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        await using var live = alice.Live(replica: 1);
        await using var follower = new EventSubscriber(end => live.Follow(session.Id, 0, end));
        await alice.Api.PostMessageAsync(session.Id, "Hello");
        await Eventually.TrueAsync(() => follower.Events.Any(), "the follower");
        var wrong = await api.CreateStranger().LoginAsync(new(alice.User.Username, "not the password"))
            .ShouldFailAsync(HttpStatusCode.Unauthorized);

        var answer = await (await office.Http.PutAsJsonAsync(Routes.OperatorUser(alice.User.Id), new { disabled = true })).ReadJsonAsync();

        Assert.True(answer.GetProperty("disabled").GetBoolean());
        await Task.Delay(TimeSpan.FromSeconds(1)); // what a replica knows of a device counts so long
        await alice.ClientOn(1).GetMeAsync().ShouldFailAsync(HttpStatusCode.Unauthorized);
        await alice.Api.RefreshAsync(alice.Tokens.RefreshToken).ShouldFailAsync(HttpStatusCode.Unauthorized);
        await follower.ShouldCloseAsync(CloseReasons.DeviceRevoked, TimeSpan.FromSeconds(20));
        var refused = await api.CreateStranger().LoginAsync(new(alice.User.Username, alice.Password))
            .ShouldFailAsync(HttpStatusCode.Unauthorized);
        Assert.Equal((wrong.Title, wrong.Detail), (refused.Title, refused.Detail));

        await office.Http.PutAsJsonAsync(Routes.OperatorUser(alice.User.Id), new { disabled = false });
        Assert.Equal(alice.User, (await api.CreateStranger().LoginAsync(new(alice.User.Username, alice.Password))).User);
    }

    [Fact]
    public async Task An_operator_cannot_lock_himself_out_and_says_what_he_wants()
    {
        await using var office = await OfficeAsync();
        await office.Http.PutAsJsonAsync(Routes.OperatorUser(office.Id), new { disabled = true })
            .ShouldBeProblemAsync(HttpStatusCode.BadRequest, "disabled");
        await office.Http.PutAsJsonAsync(Routes.OperatorUser(office.Id), new { })
            .ShouldBeProblemAsync(HttpStatusCode.BadRequest, "disabled");
    }

    private async Task<Office> OfficeAsync()
    {
        var ada = await api.CreateUserAsync();
        var service = await ServiceProcess.StartAsync("NanoBanana.Api",
            new Dictionary<string, string?>(api.System.Settings) { ["Operators__UserIds__0"] = ada.User.Id });
        return new(ada, service, LoopbackClient.Create(service.Address, ada.Tokens.AccessToken));
    }

    private static async Task<List<JsonElement>> AllAsync(HttpClient http, int limit)
    {
        var all = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var page = await (await http.GetAsync($"{Routes.OperatorUsers}?limit={limit}{(cursor is null ? "" : $"&cursor={cursor}")}"))
                .ReadJsonAsync();
            var items = page.GetProperty("items").EnumerateArray().ToList();
            Assert.InRange(items.Count, 0, limit);
            all.AddRange(items);
            cursor = page.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);

        return all;
    }

    private sealed record Office(TestUser Ada, ServiceProcess Service, HttpClient Http) : IAsyncDisposable
    {
        public string Id => Ada.User.Id;

        public async ValueTask DisposeAsync()
        {
            Http.Dispose();
            Ada.Dispose();
            await Service.DisposeAsync();
        }
    }
}
