using Microsoft.AspNetCore.Http.HttpResults;
using NanoBanana.Api.Errors;
using NanoBanana.Api.Requests;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Sharing;
using NanoBanana.Core;
using NanoBanana.Core.Accounts;
using NanoBanana.Core.Sharing;

namespace NanoBanana.Api.Accounts;

/// <summary>Whom the caller has blocked: they cannot share with the caller, and are not told.</summary>
internal static class BlocksApi
{
    public static void MapBlocks(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(Routes.Blocks).WithTags("Sharing").RequireAuthorization();
        group.MapGet("", ListAsync);
        group.MapPut("/{userId}", BlockAsync);
        group.MapDelete("/{userId}", UnblockAsync);
    }

    /// <summary>Lists whom the caller has blocked.</summary>
    private static async Task<Ok<Page<BlockedUser>>> ListAsync(
        CurrentUser caller, BlockStore blocks, UserStore users, string? cursor, [PageLimit] int? limit)
    {
        var after = SortedSetCursor.From(cursor);
        var size = limit ?? Limits.PageDefault;
        var page = (await blocks.AllAsync(caller.Id))
            .Select(item => (Blocked: item, Cursor: new SortedSetCursor(item.Since.ToUnixTimeMilliseconds(), item.UserId)))
            .OrderByDescending(item => item.Cursor.Score).ThenByDescending(item => item.Cursor.Member, StringComparer.Ordinal)
            .Where(item => after is null || item.Cursor.IsAfter(after)).Take(size + 1).ToList()
            .ToPage(size, item => item.Cursor.ToCursor());
        var shown = await Task.WhenAll(page.Items.Select(async item =>
            new BlockedUser(item.Blocked.UserId, (await users.FindAsync(item.Blocked.UserId))?.Username ?? "", item.Blocked.Since)));
        return TypedResults.Ok(new Page<BlockedUser>([.. shown.Where(user => user.Username.Length > 0)], page.NextCursor));
    }

    /// <summary>Blocks a user, who then cannot share with the caller.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> BlockAsync(UserId userId, CurrentUser caller, BlockStore blocks) =>
        await blocks.BlockAsync(caller.Id, userId) switch
        {
            CommandStatus.Ok => TypedResults.NoContent(),
            CommandStatus.Full => Problems.Conflict("You have blocked as many people as you may. Unblock some first."),
            _ => Problems.NotFound,
        };

    /// <summary>Unblocks a user.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> UnblockAsync(UserId userId, CurrentUser caller, BlockStore blocks) =>
        await blocks.UnblockAsync(caller.Id, userId) ? TypedResults.NoContent() : Problems.NotFound;
}
