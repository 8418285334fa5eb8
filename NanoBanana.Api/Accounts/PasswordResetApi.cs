using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using NanoBanana.Api.Errors;
using NanoBanana.Api.Mail;
using NanoBanana.Api.Requests;
using NanoBanana.Api.Throttling;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Accounts;
using NanoBanana.Core;
using NanoBanana.Core.Accounts;

namespace NanoBanana.Api.Accounts;

/// <summary>A new password for who forgot theirs.</summary>
internal static class PasswordResetApi
{
    /// <summary>How often an account that changes meanwhile is read anew.</summary>
    private const int Turns = 3;

    public static void MapPasswordReset(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(Routes.PasswordReset).WithTags("Accounts").AllowAnonymous().WithMetadata(RateLimitPolicy.PasswordResets);
        group.MapPost("", Ask);
        group.MapPut("", ResetAsync);
    }

    /// <summary>
    /// Asks for a mail with a one-time link to a new password. The answer is the same whether there is such an account or not.
    /// </summary>
    private static Results<Accepted<PasswordResetAnswer>, ValidationProblem> Ask(
        AskPasswordResetRequest request, PasswordMail mail, IOptions<MailOptions> options, HttpContext context) =>
        mail.TryAsk(request.Login!, ReaderLanguage.Of(context) == "zh")
            ? TypedResults.Accepted((string?)null, new PasswordResetAnswer(options.Value.IsOn))
            : throw new BusyException("Many people ask for mail at this moment. Try again in a minute.");

    /// <summary>Sets a new password by the code of a one-time link, and signs the account out everywhere.</summary>
    private static async Task<Results<NoContent, ValidationProblem>> ResetAsync(
        ResetPasswordRequest request, PasswordResets resets, UserStore users, DeviceStore devices, PasswordHasher hasher, AccountLog log,
        CancellationToken cancellationToken)
    {
        if (await resets.FindUserAsync(request.Code!) is not { } userId
            || await users.FindAsync(userId) is not { IsDisabled: false, IsGuest: false } user)
        {
            return BadLink();
        }

        if (PasswordRules.Refuse(request.NewPassword!, user.Username, user.Email) is { } reason)
        {
            return Problems.Invalid("newPassword", reason);
        }

        var hash = await hasher.HashAsync(request.NewPassword!, HashingLane.Account, cancellationToken);
        if (!await resets.SpendAsync(userId, request.Code!))
        {
            return BadLink();
        }

        // Before the password is set, so that no device outlives a crash between the two; and after it, for who signed in meanwhile.
        await devices.RemoveAllButAsync(userId, null);
        for (var left = Turns; left > 0; left--)
        {
            if ((await users.UpdateAsync(user, new(PasswordHash: hash))).User is not null)
            {
                // Who signs in with the old password meanwhile is refused: the new one stands already.
                await devices.RemoveAllButAsync(userId, null);
                log.PasswordReset(userId);
                return TypedResults.NoContent();
            }

            // Somebody changed the account since it was read.
            if (await users.FindAsync(userId) is not { IsDisabled: false } changed)
            {
                return BadLink();
            }

            user = changed;
        }

        throw new BusyException("This account is being changed elsewhere at this moment. Ask for a new link.");
    }

    private static ValidationProblem BadLink() => Problems.Invalid(
        "code", "This link was used, replaced by a newer one, or is older than 15 minutes. Ask for a new one.", ProblemCodes.BadLink);
}
