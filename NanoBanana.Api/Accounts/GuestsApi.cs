using Microsoft.AspNetCore.Http.HttpResults;
using NanoBanana.Api.Errors;
using NanoBanana.Api.Requests;
using NanoBanana.Api.Throttling;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Accounts;
using NanoBanana.Core.Accounts;
using NanoBanana.Core.UseCases;

namespace NanoBanana.Api.Accounts;

/// <summary>Trying without an account: a guest owns what it makes, can register and is erased after some days otherwise.</summary>
internal static class GuestsApi
{
    public static void MapGuests(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(Routes.Guest).WithTags("Accounts");
        group.MapPost("", CreateAsync).AllowAnonymous().WithMetadata(RateLimitPolicy.Guests);
        group.MapPut("", RegisterAsync).RequireAuthorization().WithMetadata(RateLimitPolicy.Registrations);
        group.MapDelete("", DeleteAsync).RequireAuthorization();
    }

    /// <summary>Makes a guest and signs in.</summary>
    private static async Task<Results<Created<Tokens>, ProblemHttpResult>> CreateAsync(
        RegistrationRule rule, GuestMaker guests, SignIn signIn, AccountLog log, HttpContext context)
    {
        if (rule.RefuseGuests() is { } refusal)
        {
            return refusal;
        }

        var guest = await guests.CreateAsync();
        log.GuestCreated(guest.Id);
        return await signIn.NewDeviceAsync(guest, context) is { } tokens ? TypedResults.Created(Routes.Me, tokens) : Problems.NotFound;
    }

    /// <summary>Makes the calling guest an account with a name; its tokens are good no more, and new ones are given.</summary>
    private static async Task<Results<Ok<Tokens>, ValidationProblem, ProblemHttpResult>> RegisterAsync(
        RegisterRequest request, CurrentUser caller, RegistrationDesk desk, UserStore users, DeviceStore devices, KnownAddresses known,
        SignIn signIn, AccountLog log, HttpContext context, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(caller.Id) is not { IsGuest: true } guest)
        {
            return NoGuest;
        }

        var (account, invalid, refused) = await desk.JudgeAsync(request, cancellationToken);
        if (account is null)
        {
            return invalid is not null ? invalid : refused!;
        }

        var update = await users.UpdateAsync(guest, new(account.Username, account.Email, account.PasswordHash));
        if (update.User is not { } user)
        {
            return update.Taken.Count > 0 ? SignInApi.Taken(update.Taken) : NoGuest;
        }

        // A copy of what the guest was signed in with must not get into the account.
        await devices.RemoveAllButAsync(user.Id, null);
        await known.NoteAsync(user.Id, context.AddressGroup());
        log.GuestRegistered(user.Id);
        return await signIn.NewDeviceAsync(user, context) is { } tokens ? TypedResults.Ok(tokens) : Problems.NotFound;
    }

    /// <summary>Erases the calling guest and all it owns.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        CurrentUser caller, UserStore users, AccountErasure erasure) =>
        await users.FindAsync(caller.Id) is { IsGuest: true } guest && await erasure.BeginAsync(guest) ? TypedResults.NoContent() : NoGuest;

    private static ProblemHttpResult NoGuest => Problems.Conflict("This account has a name and a password already.");
}
