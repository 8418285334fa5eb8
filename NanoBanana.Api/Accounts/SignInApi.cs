using Microsoft.AspNetCore.Http.HttpResults;
using NanoBanana.Api.Errors;
using NanoBanana.Api.Requests;
using NanoBanana.Api.Throttling;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Accounts;
using NanoBanana.Core.Accounts;
using NanoBanana.Core.Ids;

namespace NanoBanana.Api.Accounts;

/// <summary>How a device comes in, stays in and goes out. No access token is needed here.</summary>
internal static class SignInApi
{
    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(Routes.Auth).WithTags("Accounts").AllowAnonymous();
        group.MapPost("/register", RegisterAsync).WithMetadata(RateLimitPolicy.Registrations);
        group.MapPost("/login", LoginAsync);
        group.MapPost("/refresh", RefreshAsync);
        group.MapPost("/logout", LogoutAsync);
    }

    /// <summary>How often an account that changes meanwhile is judged anew.</summary>
    private const int Turns = 3;

    private const string Wrong = "The name or the password is wrong.";

    public static ProblemHttpResult Taken(IReadOnlyList<string> fields) =>
        Problems.Conflict("An account with this name or address exists. Choose another, or sign in.", [.. fields]);

    /// <summary>Creates an account and signs in.</summary>
    private static async Task<Results<Created<Tokens>, ValidationProblem, ProblemHttpResult>> RegisterAsync(
        RegisterRequest request, RegistrationDesk desk, UserStore users, KnownAddresses known, SignIn signIn,
        AccountLog log, TimeProvider time,
        HttpContext context, CancellationToken cancellationToken)
    {
        var (account, invalid, refused) = await desk.JudgeAsync(request, cancellationToken);
        if (account is null)
        {
            return invalid is not null ? invalid : refused!;
        }

        var (user, taken) = await users.CreateAsync(new(Id.New(time.GetUtcNow())), account.Username, account.Email, account.PasswordHash);
        if (user is null)
        {
            return Taken(taken);
        }

        await known.NoteAsync(user.Id, context.AddressGroup());
        log.Registered(user.Id);
        return await signIn.NewDeviceAsync(user, context) is { } tokens
            ? TypedResults.Created(Routes.Me, tokens)
            : Problems.Unauthorized(Wrong);
    }

    /// <summary>Signs in by user name or e-mail address.</summary>
    private static async Task<Results<Ok<Tokens>, ProblemHttpResult>> LoginAsync(
        LoginRequest request, UserStore users, UserIndex index, PasswordCheck passwords, PasswordHasher hasher, SignIn signIn,
        AccountLog log, HttpContext context, CancellationToken cancellationToken)
    {
        for (var left = Turns; left > 0; left--)
        {
            var user = await users.FindByLoginAsync(request.Login!);
            var (isRight, locked) = await passwords.VerifyAsync(user, request.Login!, request.Password!, HashingLane.SignIn, context);
            if (!isRight)
            {
                return locked ?? Problems.Unauthorized(Wrong);
            }

            if (hasher.IsWeak(user!.PasswordHash))
            {
                var hash = await hasher.HashAsync(request.Password!, HashingLane.SignIn, cancellationToken);
                user = (await users.UpdateAsync(user, new(PasswordHash: hash))).User;
            }

            if (user is not null && await signIn.NewDeviceAsync(user, context) is { } tokens)
            {
                await index.NoteAsync(user);
                log.SignedIn(user.Id);
                return TypedResults.Ok(tokens);
            }

            // The account has changed since its password was checked: it is judged anew.
        }

        return Problems.Unauthorized(Wrong);
    }

    /// <summary>Trades a refresh token for new tokens.</summary>
    private static async Task<Results<Ok<Tokens>, ProblemHttpResult>> RefreshAsync(
        RefreshRequest request, DeviceStore devices, UserStore users, UserIndex index, SignIn signIn, AccountMetrics metrics,
        HttpContext context)
    {
        if (RefreshToken.Parse(request.RefreshToken!) is { } spent
            && await users.FindAsync(spent.UserId) is { } user
            && await devices.RotateAsync(spent, context.Address()) is { } next)
        {
            await index.NoteAsync(user);
            metrics.Refreshed();
            return TypedResults.Ok(signIn.Tokens(user, spent.DeviceId, next));
        }

        metrics.RefreshRefused();
        return Problems.Unauthorized("This refresh token is not good any more. Sign in again.");
    }

    /// <summary>Signs a device out.</summary>
    private static async Task<NoContent> LogoutAsync(RefreshRequest request, DeviceStore devices)
    {
        if (RefreshToken.Parse(request.RefreshToken!) is { } token)
        {
            await devices.LeaveAsync(token);
        }

        return TypedResults.NoContent();
    }
}
