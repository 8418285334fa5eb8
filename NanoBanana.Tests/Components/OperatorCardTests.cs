using System.Globalization;
using System.Net;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Accounts;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Operators;
using NanoBanana.Web.Operators;
using NanoBanana.Web.State;

namespace NanoBanana.Tests.Components;

/// <summary>The operator's lists: what is in view, what is chosen, and what is done with it.</summary>
[Trait("Kind", "Unit")]
public sealed class OperatorCardTests : ComponentTests
{
    private const string DeadJobs = "GET /api/operator/jobs/dead";
    private readonly OperatorState _state;

    public OperatorCardTests()
    {
        _state = new(Services.GetRequiredService<NanoBananaClient>());
        Api.Answer("GET /api/auth/me", new User(Samples.Me, "Me", "me@example.org", Samples.Now) { Operator = true })
            .Answer("GET /api/operator/health", new SystemHealth("Healthy", []))
            .Answer("GET /api/operator/jobs", new JobLists([], 0, 0, new Dictionary<string, long>(), [], false))
            .Answer("GET /api/operator/jobs/in-hand", new JobsInHand([]))
            .Answer("GET /api/operator/actions", new Page<OperatorAction>([], null))
            .Answer("GET /api/operator/costs", new DailyCosts([], new([], null)))
            .Answer("GET /api/operator/failures", new RecentFailures([]));
    }

    [Fact]
    public async Task Twenty_dead_jobs_are_in_view_until_more_are_asked_for()
    {
        var card = await ShowDeadAsync(25);
        Assert.Equal(20, card.FindAll("li").Count);
        await Button(card, "Show more").ClickAsync();
        Assert.Equal(25, card.FindAll("li").Count);
        Assert.DoesNotContain(card.FindAll("button"), button => button.TextContent == "Show more");
    }

    [Fact]
    public async Task What_is_chosen_is_dropped_and_no_longer_chosen()
    {
        Api.Answer("POST /api/operator/jobs/dead/drop", new DeadJobsResult(2));
        var card = await ShowDeadAsync(3);
        Assert.True(Button(card, "Drop 0").HasAttribute("disabled"));
        await card.Find("input[aria-label='Choose thumbnail 1']").ChangeAsync(true);
        await card.Find("input[aria-label='Choose thumbnail 3']").ChangeAsync(true);
        await Button(card, "Drop 2").ClickAsync();
        Assert.Equal("""{"ids":["1","3"]}""", Api.Sent["POST /api/operator/jobs/dead/drop"]);
        Assert.NotNull(Button(card, "Drop 0"));
    }

    [Fact]
    public async Task Choosing_all_takes_those_in_view()
    {
        Api.Answer("POST /api/operator/jobs/dead/retry", new DeadJobsResult(20));
        var card = await ShowDeadAsync(25);
        await card.Find(".acts input[type=checkbox]").ChangeAsync(true);
        await Button(card, "Try 20 again").ClickAsync();
        Assert.DoesNotContain("\"21\"", Api.Sent["POST /api/operator/jobs/dead/retry"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_is_asked_for_once_nobody_types()
    {
        var card = await ShowDeadAsync(3);
        var typing = await BeginAsync(card, () => card.Find("input[type=search]").InputAsync(" leased "));
        Assert.Null(_state.DeadWords);
        Time.Advance(TimeSpan.FromMilliseconds(250));
        await typing;
        Assert.Equal("leased", _state.DeadWords);
        Assert.Contains($"{DeadJobs}?limit=100&q=leased", Api.Asked);
    }

    [Fact]
    public async Task A_disabled_account_gets_no_link_and_can_be_enabled()
    {
        Api.Answer("GET /api/operator/users", new Page<Account>([AccountOf("a", "Alice"), AccountOf("b", "Bob")], null))
            .Answer("PUT /api/operator/users/b", AccountOf("b", "Bob") with { Disabled = true });
        var card = Render<AccountsCard>(it => it.Add(accounts => accounts.State, _state));
        card.WaitForState(() => card.FindAll("li").Count == 2);
        await card.Find("button[aria-label='Disable: Bob']").ClickAsync();
        Assert.Equal("""{"disabled":true}""", Api.Sent["PUT /api/operator/users/b"]);
        card.Render();
        Assert.True(card.Find("button[aria-label='Password link: Bob']").HasAttribute("disabled"));
        Assert.False(card.Find("button[aria-label='Password link: Alice']").HasAttribute("disabled"));
        Assert.NotNull(card.Find("button[aria-label='Enable: Bob']"));
    }

    [Fact]
    public async Task More_accounts_follow_those_that_are_there()
    {
        Api.Answer("GET /api/operator/users", new Page<Account>([AccountOf("a", "Alice")], "next"));
        var card = Render<AccountsCard>(it => it.Add(accounts => accounts.State, _state));
        card.WaitForState(() => card.FindAll("li").Count == 1);
        Api.Answer("GET /api/operator/users", new Page<Account>([AccountOf("b", "Bob")], null));
        await Button(card, "Show more").ClickAsync();
        Assert.Equal(["Alice", "Bob"], card.FindAll("li strong").Select(name => name.TextContent));
        Assert.Contains(Api.Asked, asked => asked.Contains("cursor=next", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_failed_is_told_and_changes_nothing()
    {
        Api.Answer("GET /api/operator/users", new Page<Account>([AccountOf("a", "Alice")], null))
            .Answer("PUT /api/operator/users/a", HttpStatusCode.ServiceUnavailable);
        var card = Render<AccountsCard>(it => it.Add(accounts => accounts.State, _state));
        card.WaitForState(() => card.FindAll("li").Count == 1);
        await card.Find("button[aria-label='Disable: Alice']").ClickAsync();
        Assert.True(Notices.Current!.IsFailure);
        Assert.NotNull(card.Find("button[aria-label='Disable: Alice']"));
    }

    private async Task<IRenderedComponent<DeadJobsCard>> ShowDeadAsync(int count)
    {
        Api.Answer(DeadJobs, new Page<JobDetails>([.. Enumerable.Range(1, count).Select(JobOf)], null));
        await _state.RefreshAsync(searches: true, default);
        return Render<DeadJobsCard>(it => it
            .Add(card => card.State, _state).Add(card => card.OnChange, () => _state.RefreshAsync(searches: true, default)));
    }

    private static JobDetails JobOf(int number) =>
        new(number.ToString(CultureInfo.InvariantCulture), "thumbnail", Samples.Me, Samples.SessionId, 5, 0, "TimeoutException");

    private static Account AccountOf(string id, string name) =>
        new(new(id), name, Samples.Now, false, new(0, 0, 0, 0, 0, 0, new(1, 1, 1, 200, 200)));

    private static AngleSharp.Dom.IElement Button<T>(IRenderedComponent<T> component, string text)
        where T : Microsoft.AspNetCore.Components.IComponent =>
        component.FindAll("button").Single(button => button.TextContent == text);
}
