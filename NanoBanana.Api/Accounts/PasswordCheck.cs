using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using NanoBanana.Api.Requests;
using NanoBanana.Core.Accounts;

namespace NanoBanana.Api.Accounts;

/// <summary>Whether a password is right, asked in one way everywhere, so that guessing is slowed down everywhere.</summary>
internal sealed class PasswordCheck(PasswordHasher hasher, Lockout lockout, KnownAddresses known, AccountLog log)
{
    /// <param name="user">Null for a login that names nobody: the same work is done, and the answer is no.</param>
    /// <param name="login">What the user was looked for by.</param>
    public async Task<PasswordVerdict> VerifyAsync(
        UserRow? user, string login, string password, HashingLane lane, HttpContext context)
    {
        await using var attempt = await lockout.BeginAsync(user?.Id, login, context.AddressGroup(), context.RequestAborted);
        if (attempt.Wait > TimeSpan.Zero)
        {
            log.LockedOut(user?.Id, attempt.Wait);
            context.Response.Headers.RetryAfter = Math.Ceiling(attempt.Wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return new(false, TypedResults.Problem(
                statusCode: StatusCodes.Status429TooManyRequests, detail: "Too many failed sign-ins. Wait, then try again."));
        }

        // A guest has no password; a disabled account looks like a wrong password, for whoever tries.
        var hash = user is { IsGuest: false } ? user.PasswordHash : null;
        if (!await hasher.VerifyAsync(password, hash, lane, context.RequestAborted) || user!.IsDisabled)
        {
            await attempt.FailAsync();
            log.Refused(user?.Id);
            return new(false, null);
        }

        await attempt.SucceedAsync();
        await known.NoteAsync(user.Id, context.AddressGroup());
        return new(true, null);
    }
}

/// <summary>Whether a password is right.</summary>
/// <param name="Locked">What to answer instead, after too many tries.</param>
internal readonly record struct PasswordVerdict(bool IsRight, ProblemHttpResult? Locked);
