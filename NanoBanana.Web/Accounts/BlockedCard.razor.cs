using System.Net;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Sharing;
using NanoBanana.Web.Resources;

namespace NanoBanana.Web.Accounts;

/// <summary>Whom the reader has blocked, and how to take that back.</summary>
public sealed partial class BlockedCard
{
    private readonly List<BlockedUser> _people = [];
    private string? _done;
    private string? _failure;

    protected override Task OnInitializedAsync() => TryAsync(async () =>
    {
        string? cursor = null;
        do
        {
            var page = await Api.ListBlockedAsync(cursor, Limits.PageMax);
            _people.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    });

    private Task UnblockAsync(BlockedUser person) => TryAsync(async () =>
    {
        _people.Remove(person);
        _done = Text.FormatUnblocked(person.Username);
        await Api.UnblockAsync(person.UserId);
    });

    private async Task TryAsync(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (ApiException e) when (e.Status is HttpStatusCode.NotFound)
        {
            // Somebody who is unblocked already.
        }
        catch (Exception e) when (e is ApiException or HttpRequestException)
        {
            _done = null;
            _failure = Notices.Say(e);
        }
    }
}
