using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Operators;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Operations;

/// <summary>What an operator does about people and about several jobs, and what is written down of it.</summary>
public sealed class OperatorCommandTests(OperatorOffice office) : IClassFixture<OperatorOffice>
{
    private const string NewPassword = $"{LogWatch.PasswordMark}new-one";

    [Fact]
    public async Task A_one_time_link_sets_a_new_password_once_and_signs_out_everywhere()
    {
        using var alice = await office.System.CreateUserAsync();
        var link = await office.Operator.MakePasswordLinkAsync(alice.User.Id);
        var code = CodeIn(link);
        Assert.InRange(link.ExpiresAt - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(15));
        var stranger = office.Stranger;
        var weak = await stranger.ResetPasswordAsync(code, "password").ShouldFailAsync(HttpStatusCode.BadRequest);
        Assert.Contains("newPassword", weak.Errors.Keys);

        await stranger.ResetPasswordAsync(code, NewPassword);

        await stranger.LoginAsync(new(alice.User.Username, alice.Password)).ShouldFailAsync(HttpStatusCode.Unauthorized);
        Assert.Equal(alice.User, (await stranger.LoginAsync(new(alice.User.Username, NewPassword))).User);
        await alice.Api.RefreshAsync(alice.Tokens.RefreshToken).ShouldFailAsync(HttpStatusCode.Unauthorized);
        var again = await stranger.ResetPasswordAsync(code, NewPassword).ShouldFailAsync(HttpStatusCode.BadRequest);
        Assert.Equal(ProblemCodes.BadLink, again.Code);
    }

    [Fact]
    public async Task One_of_many_that_use_a_link_at_once_wins()
    {
        using var alice = await office.System.CreateUserAsync();
        var code = CodeIn(await office.Operator.MakePasswordLinkAsync(alice.User.Id));

        var tries = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            try
            {
                await office.Stranger.ResetPasswordAsync(code, $"{NewPassword}-{i}");
                return 1;
            }
            catch (ApiException)
            {
                return 0;
            }
        }));

        Assert.Equal(1, tries.Sum());
    }

    [Fact]
    public async Task A_link_ends_with_a_newer_one_with_its_time_and_with_the_account_disabled()
    {
        using var alice = await office.System.CreateUserAsync();
        var first = CodeIn(await office.Operator.MakePasswordLinkAsync(alice.User.Id));
        var second = CodeIn(await office.Operator.MakePasswordLinkAsync(alice.User.Id));
        await office.Stranger.ResetPasswordAsync(first, NewPassword).ShouldFailAsync(HttpStatusCode.BadRequest);

        using var redis = await ConnectionMultiplexer.ConnectAsync(office.System.Redis.ConnectionString);
        RedisKey key = $"{{u:{alice.User.Id}}}:password-reset";
        Assert.InRange((await redis.GetDatabase().KeyTimeToLiveAsync(key))!.Value, TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(15));
        Assert.DoesNotContain(second, (string?)await redis.GetDatabase().StringGetAsync(key), StringComparison.Ordinal);

        await office.Operator.DisableAccountAsync(alice.User.Id, disabled: true);
        await office.Stranger.ResetPasswordAsync(second, NewPassword).ShouldFailAsync(HttpStatusCode.BadRequest);
        await office.Operator.DisableAccountAsync(alice.User.Id, disabled: false);
        await office.Stranger.ResetPasswordAsync(second, NewPassword).ShouldFailAsync(HttpStatusCode.BadRequest);
        Assert.Equal(alice.User, (await office.Stranger.LoginAsync(new(alice.User.Username, alice.Password))).User);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_device()
    {
        using var alice = await office.System.CreateUserAsync();
        using var phone = await alice.SignInAgainAsync();
        await office.Operator.SignOutAccountAsync(alice.User.Id);
        await alice.Api.RefreshAsync(alice.Tokens.RefreshToken).ShouldFailAsync(HttpStatusCode.Unauthorized);
        await phone.Api.RefreshAsync(phone.Tokens.RefreshToken).ShouldFailAsync(HttpStatusCode.Unauthorized);
        await office.Operator.SignOutAccountAsync(new("nobody")).ShouldFailAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_account_is_found_by_its_name_address_or_id()
    {
        using var alice = await office.System.CreateUserAsync();
        foreach (var words in (string[])[alice.User.Username, alice.User.Email, alice.User.Id])
        {
            Assert.Equal(alice.User.Id, Assert.Single((await office.Operator.ListAccountsAsync(words)).Items).Id);
        }

        Assert.Empty((await office.Operator.ListAccountsAsync("nobody-of-that-name")).Items);
    }

    [Fact]
    public async Task What_operators_do_is_written_down_for_good()
    {
        using var alice = await office.System.CreateUserAsync();
        await office.Operator.DisableAccountAsync(alice.User.Id, disabled: true);
        await office.Operator.DisableAccountAsync(alice.User.Id, disabled: false);
        await office.Operator.SignOutAccountAsync(alice.User.Id);
        await office.Operator.MakePasswordLinkAsync(alice.User.Id);

        var all = new List<OperatorAction>();
        for (string? cursor = null; cursor is not null || all.Count == 0;)
        {
            var page = await office.Operator.ListOperatorActionsAsync(cursor, limit: 2);
            Assert.InRange(page.Items.Count, 1, 2);
            all.AddRange(page.Items);
            if ((cursor = page.NextCursor) is null)
            {
                break;
            }
        }

        string[] expected =
        [
            OperatorActions.PasswordLinkMade, OperatorActions.AccountSignedOut, OperatorActions.AccountEnabled,
            OperatorActions.AccountDisabled,
        ];
        var own = all.Where(action => action.Subject == alice.User.Id).ToList();
        Assert.Equal(expected, own.Select(action => action.Action));
        Assert.All(own, action => Assert.Equal(office.Ada.User.Id, action.OperatorId));

        var exported = (await office.Http.GetStringAsync(Routes.OperatorActionsExport)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).Where(line => line.GetProperty("subject").GetString() == alice.User.Id);
        Assert.Equal(expected.Reverse(), exported.Select(line => line.GetProperty("action").GetString()));
        await office.Http.DeleteAsync(Routes.OperatorActions).ShouldBeProblemAsync(HttpStatusCode.MethodNotAllowed);
        await office.Http.GetAsync($"{Routes.OperatorActions}?cursor=made-up").ShouldBeProblemAsync(HttpStatusCode.BadRequest, "cursor");
    }

    [Fact]
    public async Task Several_dead_jobs_are_retried_or_dropped_at_once()
    {
        using var redis = await ConnectionMultiplexer.ConnectAsync(office.System.Redis.ConnectionString);
        var ids = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => DeadJob.BuryAsync(redis.GetDatabase())));

        Assert.Equal(2, await office.Operator.DropDeadJobsAsync([ids[0], ids[1], "none"]));
        Assert.Equal(2, await office.Operator.RetryDeadJobsAsync([ids[0], ids[2], ids[3]]));

        Assert.DoesNotContain((await office.Operator.ListDeadJobsAsync(null, 100)).Items, job => ids.Contains(job.Id));
        var lists = await office.Operator.GetJobListsAsync();
        Assert.Equal(2, lists.Pending[0]);
        await Eventually.TrueAsync(async () => (await office.Operator.GetJobListsAsync()).Waits[0] > 0, "the jobs to have waited");
        await office.Http.PostAsJsonAsync(Routes.DropDeadJobs, new { }).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "ids");
    }

    [Fact]
    public async Task An_operator_sees_how_each_dependency_is()
    {
        var health = await office.Operator.GetSystemHealthAsync();
        Assert.Equal("Healthy", health.Status);
        Assert.True(health.Dependencies.Count >= 3, string.Join(' ', health.Dependencies));
    }

    private static string CodeIn(PasswordLink link) =>
        link.Url[(link.Url.IndexOf("/reset/", StringComparison.Ordinal) + "/reset/".Length)..];
}
