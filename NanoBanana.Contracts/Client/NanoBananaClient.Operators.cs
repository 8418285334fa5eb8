using NanoBanana.Contracts.Accounts;
using NanoBanana.Contracts.Operators;

namespace NanoBanana.Contracts.Client;

public sealed partial class NanoBananaClient
{
    /// <summary>
    /// Asks for a mail with a one-time link to a new password; the answer is the same whether there is such an account or not.
    /// </summary>
    public async Task<PasswordResetAnswer> AskPasswordResetAsync(string login, CancellationToken cancellationToken = default)
    {
        using var request = With(HttpMethod.Post, Routes.PasswordReset, new(login), ContractJson.Default.AskPasswordResetRequest);
        return await SendAsync(request, ContractJson.Default.PasswordResetAnswer, cancellationToken);
    }

    /// <summary>
    /// Sets a new password by the code of a one-time link; 400 with <see cref="ProblemCodes.BadLink"/> when it is not good any more.
    /// </summary>
    public async Task ResetPasswordAsync(string code, string newPassword, CancellationToken cancellationToken = default)
    {
        using var request = With(HttpMethod.Put, Routes.PasswordReset, new(code, newPassword), ContractJson.Default.ResetPasswordRequest);
        using var response = await SendAsync(request, cancellationToken);
    }

    /// <summary>How the API and what it depends on are; 404 for everybody but operators, as all that follows.</summary>
    public Task<SystemHealth> GetSystemHealthAsync(CancellationToken cancellationToken = default) =>
        GetAsync(Routes.OperatorHealth, ContractJson.Default.SystemHealth, cancellationToken);

    /// <summary>How full the job lists are.</summary>
    public Task<JobLists> GetJobListsAsync(CancellationToken cancellationToken = default) =>
        GetAsync(Routes.OperatorJobs, ContractJson.Default.JobLists, cancellationToken);

    /// <summary>What each worker has in hand.</summary>
    public Task<JobsInHand> GetJobsInHandAsync(CancellationToken cancellationToken = default) =>
        GetAsync(Routes.JobsInHand, ContractJson.Default.JobsInHand, cancellationToken);

    /// <summary>Keeps workers from taking edits, or lets them.</summary>
    public async Task PauseEditsAsync(bool paused, CancellationToken cancellationToken = default)
    {
        using var request = With(HttpMethod.Put, Routes.OperatorEdits, new(paused), ContractJson.Default.PauseEditsRequest);
        using var response = await SendAsync(await AuthorizeAsync(request, cancellationToken), cancellationToken);
    }

    /// <summary>What edits were charged today, by engine and by user; the users come in pages.</summary>
    public Task<DailyCosts> GetDailyCostsAsync(string? cursor = null, int? limit = null, CancellationToken cancellationToken = default) =>
        GetAsync(Paged(Routes.OperatorCosts, cursor, limit), ContractJson.Default.DailyCosts, cancellationToken);

    /// <summary>Refusals and failures of the last 24 hours, the most frequent first.</summary>
    public Task<RecentFailures> GetRecentFailuresAsync(CancellationToken cancellationToken = default) =>
        GetAsync(Routes.OperatorFailures, ContractJson.Default.RecentFailures, cancellationToken);

    /// <summary>
    /// The jobs that were given up, newest first; with <paramref name="words"/> those that have each of them in kind, reason or ids. A page
    /// may then have fewer than <paramref name="limit"/>, and still a cursor.
    /// </summary>
    public Task<Page<JobDetails>> ListDeadJobsAsync(
        string? cursor = null, int? limit = null, string? words = null, CancellationToken cancellationToken = default) =>
        GetAsync(Paged(Routes.DeadJobs, cursor, limit, ("q", words)), ContractJson.Default.PageJobDetails, cancellationToken);

    /// <summary>Queues jobs again that were given up.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> RetryDeadJobsAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken = default) =>
        HandleDeadJobsAsync(Routes.RetryDeadJobs, ids, cancellationToken);

    /// <summary>Drops jobs that were given up.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> DropDeadJobsAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken = default) =>
        HandleDeadJobsAsync(Routes.DropDeadJobs, ids, cancellationToken);

    /// <summary>
    /// The accounts, newest first; with <paramref name="begin"/> those whose user name or e-mail address begins so, by name, and the one
    /// with that id.
    /// </summary>
    public Task<Page<Account>> ListAccountsAsync(
        string? begin = null, string? cursor = null, int? limit = null, CancellationToken cancellationToken = default) =>
        GetAsync(Paged(Routes.OperatorUsers, cursor, limit, ("q", begin)), ContractJson.Default.PageAccount, cancellationToken);

    /// <summary>Keeps an account from signing in, or lets it in again.</summary>
    public async Task<Account> DisableAccountAsync(UserId id, bool disabled, CancellationToken cancellationToken = default)
    {
        using var request = With(HttpMethod.Put, Routes.OperatorUser(id), new(disabled), ContractJson.Default.UpdateAccountRequest);
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), ContractJson.Default.Account, cancellationToken);
    }

    /// <summary>Signs an account out on all of its devices.</summary>
    public Task SignOutAccountAsync(UserId id, CancellationToken cancellationToken = default) =>
        DeleteAsync(Routes.OperatorUserDevices(id), cancellationToken);

    /// <summary>Makes a link with which an account gets a new password, once and within 15 minutes.</summary>
    public async Task<PasswordLink> MakePasswordLinkAsync(UserId id, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Routes.OperatorUserPasswordLink(id));
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), ContractJson.Default.PasswordLink, cancellationToken);
    }

    /// <summary>
    /// What operators did, newest first. With <paramref name="search"/> a page may have fewer than <paramref name="limit"/>, and still a
    /// cursor.
    /// </summary>
    public Task<Page<OperatorAction>> ListOperatorActionsAsync(
        string? cursor = null, int? limit = null, OperatorActionSearch? search = null, CancellationToken cancellationToken = default) =>
        GetAsync(
            Paged(Routes.OperatorActions, cursor, limit, FieldsOf(search)), ContractJson.Default.PageOperatorAction, cancellationToken);

    /// <summary>What operators did, oldest first, one line of JSON each; the caller disposes the stream.</summary>
    public Task<Stream> ExportOperatorActionsAsync(OperatorActionSearch? search = null, CancellationToken cancellationToken = default) =>
        OpenAsync(Paged(Routes.OperatorActionsExport, null, null, FieldsOf(search)), cancellationToken);

    private static (string Name, string? Value)[] FieldsOf(OperatorActionSearch? search) =>
    [
        ("operator", search?.Operator), ("action", search?.Action), ("subject", search?.Subject),
        ("after", search?.After?.ToString("O")), ("before", search?.Before?.ToString("O")),
    ];

    /// <summary>As many requests as it takes: one may name so many only.</summary>
    private async Task<int> HandleDeadJobsAsync(string path, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var done = 0;
        foreach (var some in ids.Chunk(Limits.PageMax))
        {
            using var request = With(HttpMethod.Post, path, new(some), ContractJson.Default.DeadJobsRequest);
            await AuthorizeAsync(request, cancellationToken);
            done += (await SendAsync(request, ContractJson.Default.DeadJobsResult, cancellationToken)).Done;
        }

        return done;
    }
}
