using System.Net;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Operators;

namespace NanoBanana.Web.State;

/// <summary>What an operator has in view. All but the accounts, which are searched and paged through, is read again and again.</summary>
public sealed class OperatorState(NanoBananaClient api)
{
    private const int Few = 20;

    /// <summary>False for everybody but operators; null while that is not known.</summary>
    public bool? IsOpen { get; private set; }

    public SystemHealth? Health { get; private set; }

    public JobLists? Jobs { get; private set; }

    public IReadOnlyList<JobDetails> Dead { get; private set; } = [];

    public IReadOnlyList<OperatorAction> Actions { get; private set; } = [];

    public IReadOnlyList<Account> Accounts { get; private set; } = [];

    public string? MoreAccounts { get; private set; }

    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            Health = await api.GetSystemHealthAsync(cancellationToken);
            Jobs = await api.GetJobListsAsync(cancellationToken);
            Dead = (await api.ListDeadJobsAsync(null, Limits.PageMax, cancellationToken)).Items;
            Actions = (await api.ListOperatorActionsAsync(null, Few, cancellationToken)).Items;
            IsOpen = true;
        }
        catch (ApiException refused) when (refused.Status is HttpStatusCode.NotFound)
        {
            IsOpen = false;
        }
    }

    public async Task SearchAsync(string? words, CancellationToken cancellationToken)
    {
        var page = await api.ListAccountsAsync(string.IsNullOrWhiteSpace(words) ? null : words, null, Few, cancellationToken);
        (Accounts, MoreAccounts) = (page.Items, page.NextCursor);
    }

    public async Task ReadMoreAccountsAsync(CancellationToken cancellationToken)
    {
        var page = await api.ListAccountsAsync(null, MoreAccounts, Few, cancellationToken);
        (Accounts, MoreAccounts) = ([.. Accounts, .. page.Items], page.NextCursor);
    }

    public async Task DisableAsync(string id, bool disabled, CancellationToken cancellationToken)
    {
        var changed = await api.DisableAccountAsync(id, disabled, cancellationToken);
        Accounts = [.. Accounts.Select(account => account.Id == id ? changed : account)];
    }
}
