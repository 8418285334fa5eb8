using System.Net;
using System.Text.Json;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Operators;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Operations;

/// <summary>What operators find among many accounts, jobs and actions.</summary>
public sealed class OperatorSearchTests(OperatorOffice office) : IClassFixture<OperatorOffice>
{
    [Fact]
    public async Task Accounts_are_found_by_how_their_names_begin_in_pages()
    {
        var mark = $"q{Guid.NewGuid():N}"[..20];
        var ids = new List<UserId>();
        foreach (var i in Enumerable.Range(0, 5))
        {
            ids.Add((await office.Stranger.RegisterAsync(
                new($"{mark}-{i}", $"{mark}-{i}@example.org", $"{LogWatch.PasswordMark}{i}-of-many"))).User.Id);
        }

        var found = await AllAsync(cursor => office.Operator.ListAccountsAsync(mark.ToUpperInvariant(), cursor, limit: 2));
        Assert.Equal(ids, found.Select(account => account.Id));
        Assert.Equal(ids[3], Assert.Single((await office.Operator.ListAccountsAsync($"{mark}-3@")).Items).Id);
        Assert.Equal(ids[3], Assert.Single((await office.Operator.ListAccountsAsync(ids[3])).Items).Id);
    }

    [Fact]
    public async Task An_account_from_before_the_list_of_names_is_found_by_its_whole_name_and_joins()
    {
        using var alice = await office.System.CreateUserAsync();
        using var redis = await ConnectionMultiplexer.ConnectAsync(office.System.Redis.ConnectionString);
        await redis.GetDatabase().KeyDeleteAsync("users:names");
        var begin = alice.User.Username[..^1];
        Assert.Empty((await office.Operator.ListAccountsAsync(begin)).Items);

        Assert.Equal(alice.User.Id, (await office.Operator.ListAccountsAsync(alice.User.Email)).Items[0].Id);
        Assert.Contains((await office.Operator.ListAccountsAsync(begin)).Items, account => account.Id == alice.User.Id);
    }

    [Fact]
    public async Task Dead_jobs_are_searched_all_however_many_there_are()
    {
        using var redis = await ConnectionMultiplexer.ConnectAsync(office.System.Redis.ConnectionString);
        var database = redis.GetDatabase();
        var wanted = await DeadJob.BuryAsync(database);
        await database.HashSetAsync($"{{jobs}}:job:{wanted}", [new("error", "The Glacier is away."), new("user", "grace")]);
        var others = new List<string>();
        for (var i = 0; i < 250; i++)
        {
            others.Add(await DeadJob.BuryAsync(database));
        }

        foreach (var words in (string[])["glacier", "NOTHING glacier grace", wanted[..30]])
        {
            Assert.Equal([wanted], (await AllAsync(cursor => office.Operator.ListDeadJobsAsync(cursor, 20, words))).Select(job => job.Id));
        }

        Assert.Empty(await AllAsync(cursor => office.Operator.ListDeadJobsAsync(cursor, 20, "glacier somebody")));
        var all = (await AllAsync(cursor => office.Operator.ListDeadJobsAsync(cursor, 20, "nothing"))).Select(job => job.Id).ToList();
        Assert.Equal(Enumerable.Reverse(others).Append(wanted), all);

        // More than one request can name.
        Assert.Equal(251, await office.Operator.DropDeadJobsAsync(all));
        Assert.Empty((await office.Operator.ListDeadJobsAsync()).Items);
    }

    [Fact]
    public async Task Actions_are_searched_by_who_what_whom_and_when_and_exported_so()
    {
        using var alice = await office.System.CreateUserAsync();
        using var bob = await office.System.CreateUserAsync();
        await office.Operator.SignOutAccountAsync(alice.User.Id);
        await office.Operator.SignOutAccountAsync(bob.User.Id);
        await office.Operator.MakePasswordLinkAsync(alice.User.Id);
        (await AdminVerb.RunAsync(office.System.Settings, "password-link", alice.User.Username)).ShouldSay("/reset/");
        var ada = office.Ada.User;
        var own = await FoundAsync(new(Subject: alice.User.Username));
        Assert.Equal(
            [(OperatorActions.PasswordLinkMade, OperatorAction.Console, null), (OperatorActions.PasswordLinkMade, ada.Id, ada.Username),
                (OperatorActions.AccountSignedOut, ada.Id, ada.Username)],
            own.Select(action => (action.Action, action.OperatorId, action.OperatorName)));
        Assert.All(own, action => Assert.Equal(alice.User.Username, action.SubjectName));

        await ShouldFindAsync(new(Subject: alice.User.Email, Operator: ada.Username), own[1], own[2]);
        await ShouldFindAsync(new(Subject: alice.User.Id, Operator: OperatorAction.Console), own[0]);
        await ShouldFindAsync(new(Subject: alice.User.Id, Action: OperatorActions.PasswordLinkMade), own[0], own[1]);
        await ShouldFindAsync(new(Subject: alice.User.Id, After: own[1].At), own[0], own[1]);
        await ShouldFindAsync(new(Subject: alice.User.Id, Before: own[1].At), own[2]);
        await ShouldFindAsync(new(Subject: "nobody-of-that-name"));
        await ShouldFindAsync(new(Before: DateTimeOffset.UnixEpoch));

        using var again = await alice.SignInAgainAsync();
        await again.Api.DeleteMeAsync(alice.Password);
        await Eventually.TrueAsync(
            async () => (await FoundAsync(new(Subject: alice.User.Id))) is [{ SubjectName: null }, _, _],
            "the name to be gone, and not the actions");
    }

    [Fact]
    public async Task One_request_looks_at_so_many_actions_and_its_cursor_goes_on()
    {
        using var redis = await ConnectionMultiplexer.ConnectAsync(office.System.Redis.ConnectionString);
        var subject = $"{Guid.NewGuid():N}";
        await NoteAsync(redis.GetDatabase(), subject);
        await Task.WhenAll(Enumerable.Range(0, 5_100).Select(_ => NoteAsync(redis.GetDatabase(), "others")));

        var first = await office.Operator.ListOperatorActionsAsync(search: new(Subject: subject));
        Assert.Empty(first.Items);
        Assert.Equal(
            subject,
            Assert.Single((await office.Operator.ListOperatorActionsAsync(first.NextCursor, search: new(Subject: subject))).Items).Subject);
    }

    [Theory]
    [InlineData("action=slept", "action")]
    [InlineData("after=yesterday", "after")]
    [InlineData("cursor=MC0w", "cursor")]
    public async Task A_search_for_what_cannot_be_is_refused(string query, string field)
    {
        await office.Http.GetAsync($"{Routes.OperatorActions}?{query}").ShouldBeProblemAsync(HttpStatusCode.BadRequest, field);
    }

    private static Task NoteAsync(IDatabase database, string subject) => database.StreamAddAsync(
        "operators:log",
        [new("operator", OperatorAction.Console.Value), new("action", OperatorActions.JobDropped), new("subject", subject)]);

    private Task<List<OperatorAction>> FoundAsync(OperatorActionSearch search) =>
        AllAsync(cursor => office.Operator.ListOperatorActionsAsync(cursor, limit: 2, search));

    /// <summary>In pages, newest first, and in the export the other way round.</summary>
    private async Task ShouldFindAsync(OperatorActionSearch search, params OperatorAction[] expected)
    {
        Assert.Equal(expected, await FoundAsync(search));
        using var reader = new StreamReader(await office.Operator.ExportOperatorActionsAsync(search));
        var lines = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            expected.Reverse().Select(action => action.Id),
            lines.Select(line => JsonSerializer.Deserialize(line, ContractJson.Default.OperatorAction)!.Id));
    }

    private static async Task<List<T>> AllAsync<T>(Func<string?, Task<Page<T>>> read)
    {
        var all = new List<T>();
        string? cursor = null;
        do
        {
            var page = await read(cursor);
            all.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        return all;
    }
}
