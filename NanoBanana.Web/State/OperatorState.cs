using System.Net;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Operators;

namespace NanoBanana.Web.State;

/// <summary>
/// What an operator has in view. It is read again and again, but for what is searched for: that is read when somebody searches or acts.
/// </summary>
public sealed class OperatorState(NanoBananaClient api)
{
    private const int Few = 20;
    private int _dead = Few, _actions = Few, _costs = Few;
    private string? _accountWords;

    /// <summary>False for everybody but operators; null while that is not known.</summary>
    public bool? IsOpen { get; private set; }

    public SystemHealth? Health { get; private set; }

    public JobLists? Jobs { get; private set; }

    public IReadOnlyList<WorkerJobs> InHand { get; private set; } = [];

    public Shown<JobDetails> Dead { get; private set; } = new([], false);

    /// <summary>What dead jobs are searched for; null for all.</summary>
    public string? DeadWords { get; private set; }

    /// <summary>Which actions are searched for.</summary>
    public OperatorActionSearch ActionSearch { get; private set; } = new();

    public Shown<OperatorAction> Actions { get; private set; } = new([], false);

    public IReadOnlyList<EngineCost> EngineCosts { get; private set; } = [];

    public Shown<AccountCost> AccountCosts { get; private set; } = new([], false);

    public IReadOnlyList<FailureCount> Failures { get; private set; } = [];

    public IReadOnlyList<Account> Accounts { get; private set; } = [];

    public string? MoreAccounts { get; private set; }

    /// <param name="searches">Whether what is searched for is read again, too.</param>
    public async Task RefreshAsync(bool searches, CancellationToken cancellationToken)
    {
        try
        {
            IsOpen ??= (await api.GetMeAsync(cancellationToken)).Operator is true;
            if (IsOpen is false)
            {
                return;
            }

            Health = await api.GetSystemHealthAsync(cancellationToken);
            Jobs = await api.GetJobListsAsync(cancellationToken);
            InHand = (await api.GetJobsInHandAsync(cancellationToken)).Workers;
            if (searches || DeadWords is null)
            {
                Dead = await FirstAsync(_dead, cursor => api.ListDeadJobsAsync(cursor, Limits.PageMax, DeadWords, cancellationToken));
            }

            if (searches || ActionSearch == new OperatorActionSearch())
            {
                Actions = await FirstAsync(
                    _actions, cursor => api.ListOperatorActionsAsync(cursor, Limits.PageMax, ActionSearch, cancellationToken));
            }

            AccountCosts = await FirstAsync(_costs, async cursor =>
            {
                var costs = await api.GetDailyCostsAsync(cursor, Limits.PageMax, cancellationToken);
                EngineCosts = costs.Engines;
                return costs.Accounts;
            });
            Failures = (await api.GetRecentFailuresAsync(cancellationToken)).Items;
        }
        catch (ApiException refused) when (refused.Status is HttpStatusCode.NotFound)
        {
            IsOpen = false;
        }
    }

    /// <summary>Sets what dead jobs are searched for; null or blank for all.</summary>
    public void SearchDead(string? words) => (DeadWords, _dead) = (string.IsNullOrWhiteSpace(words) ? null : words.Trim(), Few);

    /// <summary>Sets which actions are searched for.</summary>
    public void SearchActions(OperatorActionSearch search) => (ActionSearch, _actions) = (search, Few);

    public void ShowMoreDead() => _dead += Few;

    public void ShowMoreActions() => _actions += Few;

    public void ShowMoreCosts() => _costs += Few;

    public async Task SearchAsync(string? words, CancellationToken cancellationToken)
    {
        _accountWords = string.IsNullOrWhiteSpace(words) ? null : words;
        var page = await api.ListAccountsAsync(_accountWords, null, Few, cancellationToken);
        (Accounts, MoreAccounts) = (page.Items, page.NextCursor);
    }

    public async Task ReadMoreAccountsAsync(CancellationToken cancellationToken)
    {
        var page = await api.ListAccountsAsync(_accountWords, MoreAccounts, Few, cancellationToken);
        (Accounts, MoreAccounts) = ([.. Accounts, .. page.Items], page.NextCursor);
    }

    /// <summary>The first of a list, in as many pages as it takes.</summary>
    private static async Task<Shown<T>> FirstAsync<T>(int count, Func<string?, Task<Page<T>>> read)
    {
        var page = await read(null);
        var items = page.Items.ToList();
        while (items.Count < count && page.NextCursor is { } next)
        {
            page = await read(next);
            items.AddRange(page.Items);
        }

        return new([.. items.Take(count)], items.Count > count || page.NextCursor is not null);
    }

    public async Task DisableAsync(UserId id, bool disabled, CancellationToken cancellationToken)
    {
        var changed = await api.DisableAccountAsync(id, disabled, cancellationToken);
        Accounts = [.. Accounts.Select(account => account.Id == id ? changed : account)];
    }
}

/// <summary>The part of a list that is in view.</summary>
/// <param name="HasMore">Whether there is more of it.</param>
public sealed record Shown<T>(IReadOnlyList<T> Items, bool HasMore);
