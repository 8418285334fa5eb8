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
        group.MapPost("/register", RegisterAsync).WithMetadata(Counted.Registrations);
        group.MapPost("/login", LoginAsync);
        group.MapPost("/refresh", RefreshAsync);
        group.MapPost("/logout", LogoutAsync);
    }

    private const string Wrong = "The name or the password is wrong.";

    public static ProblemHttpResult Taken(string[] fields) =>
        Problems.Conflict("An account with this name or address exists. Choose another, or sign in.", fields);

    private static async Task<Results<Created<Tokens>, ValidationProblem, ProblemHttpResult>> RegisterAsync(
        RegisterRequest request, UserStore users, PasswordHasher hasher, KnownAddresses known, SignIn signIn, TimeProvider time,
        HttpContext context, CancellationToken cancellationToken)
    {
        if (PasswordRules.Refuse(request.Password!, request.Username!, request.Email!) is { } reason)
        {
            return Problems.Invalid("password", reason);
        }

        var hash = await hasher.HashAsync(request.Password!, cancellationToken);
        var (user, taken) = await users.CreateAsync(Id.New(time.GetUtcNow()), request.Username!, request.Email!, hash);
        if (user is null)
        {
            return Taken(taken);
        }

        await known.NoteAsync(user.Id, context.AddressGroup());
        return await signIn.NewDeviceAsync(user, context) is { } tokens ? TypedResults.Created(Routes.Me, tokens) : Problems.Unauthorized(Wrong);
    }

    private static async Task<Results<Ok<Tokens>, ProblemHttpResult>> LoginAsync(
        LoginRequest request, UserStore users, UserIndex index, PasswordCheck passwords, PasswordHasher hasher, SignIn signIn,
        HttpContext context, CancellationToken cancellationToken)
    {
        var user = await users.FindByLoginAsync(request.Login!);
        var (isRight, locked) = await passwords.RunAsync(user, request.Login!, request.Password!, context);
        if (!isRight)
        {
            return locked ?? Problems.Unauthorized(Wrong);
        }

        if (hasher.IsWeak(user!.PasswordHash))
        {
            await users.UpdateAsync(user, user with { PasswordHash = await hasher.HashAsync(request.Password!, cancellationToken) });
        }

        await index.NoteAsync(user.Id);
        return await signIn.NewDeviceAsync(user, context) is { } tokens ? TypedResults.Ok(tokens) : Problems.Unauthorized(Wrong);
    }

    private static async Task<Results<Ok<Tokens>, ProblemHttpResult>> RefreshAsync(
        RefreshRequest request, DeviceStore devices, UserStore users, UserIndex index, SignIn signIn, HttpContext context)
    {
        if (RefreshToken.Parse(request.RefreshToken!) is { } spent
            && await users.FindAsync(spent.UserId) is { } user
            && await devices.RotateAsync(spent, context.Address()) is { } next)
        {
            await index.NoteAsync(user.Id);
            return TypedResults.Ok(signIn.Tokens(user, spent.DeviceId, next));
        }

        return Problems.Unauthorized("This refresh token is not good any more. Sign in again.");
    }

    private static async Task<NoContent> LogoutAsync(RefreshRequest request, DeviceStore devices)
    {
        if (RefreshToken.Parse(request.RefreshToken!) is { } token)
        {
            await devices.LeaveAsync(token);
        }

        return TypedResults.NoContent();
    }
}
