using System.Net;
using System.Text.RegularExpressions;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Operators;
using NanoBanana.Tests.Edits;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;
using StackExchange.Redis;

namespace NanoBanana.Tests.Operations;

/// <summary>What an operator does with a shell.</summary>
public sealed partial class AdminVerbTests(AdminVerbTests.Fixture api) : IClassFixture<AdminVerbTests.Fixture>
{
    [Theory]
    [InlineData("Required command was not provided")]
    [InlineData("Unrecognized command or argument 'frobnicate'", "frobnicate")]
    [InlineData("Name jobs, or say --all", "jobs", "drop")]
    [InlineData("--longest-pause is from 1", "backup", "/nowhere", "--longest-pause", "0")]
    public async Task What_is_misspelt_is_told_with_the_help(string words, params string[] verb) =>
        (await RunAsync(verb)).ShouldRefuse(words, verb is ["jobs", ..] ? 1 : 2);

    [Fact]
    public async Task Without_redis_nothing_is_done()
    {
        var settings = new Dictionary<string, string?>(api.System.Settings) { ["ConnectionStrings__redis"] = "127.0.0.1:1" };
        (await AdminVerb.RunAsync(settings, "edits", "pause")).ShouldRefuse("Redis does not answer");
    }

    [Fact]
    public async Task Demo_data_is_added_once_however_often_it_is_asked_for()
    {
        (await RunAsync("seed", "--api", "http://127.0.0.1:1")).ShouldRefuse("No API answers");
        var again = (await RunAsync("seed", "--api", Address)).ShouldSay("They share the session");
        Assert.DoesNotContain("the password is", again.Said, StringComparison.Ordinal);
        (await RunAsync("seed", "--api", Address)).ShouldSay("was there already");

        var code = LinkCode.Match((await RunAsync("password-link", "guest")).ShouldSay("for guest once").Said).Value;
        var stranger = new NanoBananaClient(api.CreateClient(), _ => default);
        await stranger.ResetPasswordAsync(code, $"{LogWatch.PasswordMark}guest");
        var guest = await stranger.LoginAsync(new("guest", $"{LogWatch.PasswordMark}guest"));
        using var http = LoopbackClient.Create(api.System.Apis[0].Address, guest.AccessToken);
        var client = new NanoBananaClient(http, _ => default);
        var session = Assert.Single((await client.ListSessionsAsync()).Items);
        Assert.Equal(("Coffee and a rocket", Role.Editor), (session.Title, session.Role));
        Assert.Equal(["demo", "guest"], (await client.ListMembersAsync(session.Id)).Items.Select(member => member.Username).Order());
        Assert.Equal(5, (await client.ListSessionImagesAsync(session.Id)).Items.Count);
        var edits = (await client.ListEditsAsync(session.Id)).Items;
        Assert.Equal([3, 3], [edits.Count, edits.Count(edit => edit.Status == EditStatus.Succeeded)]);
        Assert.Equal(3, (await client.GetLineageAsync(edits[0].ResultIds[0])).Nodes.Count);
    }

    [Fact]
    public async Task Demo_data_keeps_off_somebody_elses_account()
    {
        await using var system = await LocalSystem.StartAsync(apis: 1, workers: 0);
        var stranger = new NanoBananaClient(system.CreateClient(), _ => default);
        await stranger.RegisterAsync(new("demo", "demo@example.org", $"{LogWatch.PasswordMark}demo"));
        (await AdminVerb.RunAsync(system.Settings, "seed", "--api", system.Apis[0].Address.ToString()))
            .ShouldRefuse("not of the demo data");
        Assert.Empty((await UsersAsync(system)).Except([await IdOfAsync(system, "demo")]));
    }

    [Fact]
    public async Task An_account_becomes_an_operator_and_an_ordinary_one_again()
    {
        using var ada = await api.CreateUserAsync();
        await ada.Http.GetAsync(Routes.OperatorActions).ShouldBeProblemAsync(HttpStatusCode.NotFound);
        Assert.Null((await ada.Api.GetMeAsync()).Operator);

        (await RunAsync("operator", "add", ada.User.Username)).ShouldSay("is an operator now");
        (await RunAsync("operator", "add", ada.User.Id)).ShouldSay("is an operator already");

        await Eventually.TrueAsync(async () => (await ada.Api.GetMeAsync()).Operator == true, "the account to know it");
        var noted = (await ada.Api.ListOperatorActionsAsync()).Items.First(action => action.Subject == ada.User.Id);
        Assert.Equal((OperatorAction.Console, "operator.added"), (noted.OperatorId, noted.Action));
        (await RunAsync("operator", "remove", ada.User.Email)).ShouldSay("no operator any more");
        await Eventually.TrueAsync(async () => (await ada.Api.GetMeAsync()).Operator is null, "the account to know it");
        (await RunAsync("operator", "add", "nobody-of-that-name")).ShouldRefuse("There is no account");
    }

    [Fact]
    public async Task Dead_jobs_are_listed_retried_and_dropped()
    {
        using var redis = await ConnectionMultiplexer.ConnectAsync(api.System.Redis.ConnectionString);
        var ids = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => DeadJob.BuryAsync(redis.GetDatabase())));
        var listed = (await RunAsync("jobs", "list")).ShouldSay("given up: 3");
        Assert.All(ids, id => Assert.Contains(id, listed.Said, StringComparison.Ordinal));

        (await RunAsync("jobs", "drop", ids[0], "none")).ShouldRefuse("1 job was dropped");
        (await RunAsync("jobs", "retry", "--all")).ShouldSay("2 jobs were queued again");

        // Nobody knows how to do them, so the worker gives them up again.
        var noted = (await redis.GetDatabase().StreamRangeAsync("operators:log")).Where(entry => ids.Contains((string?)entry["subject"]))
            .Select(entry => $"{entry["operator"]} {entry["action"]} {entry["subject"]}");
        Assert.Equal(
            [$"console job.dropped {ids[0]}", .. ids[1..].Select(id => $"console job.retried {id}").Order()],
            noted.Order(StringComparer.Ordinal));
        Assert.False(await redis.GetDatabase().KeyExistsAsync($"{{jobs}}:job:{ids[0]}"));
    }

    [Fact]
    public async Task Edits_wait_while_they_are_paused_and_thumbnails_do_not()
    {
        using var ada = await api.CreateUserAsync();
        var session = await ada.Api.CreateSessionAsync();
        var image = await ada.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg());
        (await RunAsync("operator", "add", ada.User.Id)).ShouldSay("is an operator now");
        (await RunAsync("edits", "pause")).ShouldSay("take no more edits");
        Assert.True((await ada.Api.GetJobListsAsync()).EditsPaused);

        var asked = await ada.Api.CreateEditAsync(session.Id, new("make it black and white", [image.Id]));
        await ada.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg());
        Assert.Equal(EditStatus.Queued, (await ada.Api.GetEditAsync(asked.Id)).Status);

        await ada.Api.PauseEditsAsync(paused: false);
        Assert.Equal(EditStatus.Succeeded, (await ada.FinishedAsync(asked.Id)).Status);
        (await RunAsync("edits", "resume")).ShouldSay("Edits are not paused");
        var actions = (await ada.Api.ListOperatorActionsAsync()).Items.Select(action => (action.Action, action.OperatorId)).ToList();
        Assert.True(actions.IndexOf(("edits.resumed", ada.User.Id)) < actions.IndexOf(("edits.paused", OperatorAction.Console)));
    }

    [Fact]
    public async Task A_secret_is_replaced_in_its_file_and_the_one_before_stays_beside_it()
    {
        var file = Path.Combine(Watchdog.TemporaryDirectory(), "jwt_secret");
        await File.WriteAllTextAsync(file, "the-first-secret-of-32-characters\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        (await RunAsync("rotate-jwt-secret", file)).ShouldSay("Nobody has to sign in again");

        Assert.Equal("the-first-secret-of-32-characters", await File.ReadAllTextAsync($"{file}_previous"));
        Assert.Equal(48, Convert.FromBase64String(await File.ReadAllTextAsync(file)).Length);
        Assert.Equal(new FileInfo(file).UnixFileMode, new FileInfo($"{file}_previous").UnixFileMode);
        (await RunAsync("rotate-jwt-secret", $"{file}.none")).ShouldRefuse("holds no secret");
    }

    private string Address => api.System.Apis[0].Address.ToString();

    private Task<AdminVerb> RunAsync(params string[] verb) => AdminVerb.RunAsync(api.System.Settings, verb);

    private static async Task<IEnumerable<string>> UsersAsync(LocalSystem system)
    {
        using var redis = await ConnectionMultiplexer.ConnectAsync(system.Redis.ConnectionString);
        return (await redis.GetDatabase().SortedSetRangeByRankAsync("users")).Select(id => id.ToString());
    }

    private static async Task<string> IdOfAsync(LocalSystem system, string name) =>
        (await new NanoBananaClient(system.CreateClient(), _ => default).LoginAsync(new(name, $"{LogWatch.PasswordMark}{name}"))).User.Id;

    [GeneratedRegex("(?<=/reset/)[A-Za-z0-9_.-]+")]
    private static partial Regex LinkCode { get; }

    public sealed class Fixture() : SystemFixture(apis: 1, workers: 1, ("Sharing__WebAddress", "http://web.test"));
}
