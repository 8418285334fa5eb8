using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using NanoBanana.Api.Errors;
using NanoBanana.Api.Requests;
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
        group.MapPost("/register", RegisterAsync);
        group.MapPost("/login", LoginAsync);
        group.MapPost("/refresh", RefreshAsync);
        group.MapPost("/logout", LogoutAsync);
    }

    public static ProblemHttpResult Taken(string[] fields) =>
        Problems.Conflict("An account with this name or address exists. Choose another, or sign in.", fields);

    private static async Task<Results<Created<Tokens>, ProblemHttpResult>> RegisterAsync(
        RegisterRequest request, UserStore users, PasswordHasher hasher, SignIn signIn, TimeProvider time, HttpContext context,
        CancellationToken cancellationToken)
    {
        var hash = await hasher.HashAsync(request.Password!, cancellationToken);
        var (user, taken) = await users.CreateAsync(Id.New(time.GetUtcNow()), request.Username!, request.Email!, hash);
        return user is null ? Taken(taken) : TypedResults.Created(Routes.Me, await signIn.NewDeviceAsync(user, context));
    }

    private static async Task<Results<Ok<Tokens>, ProblemHttpResult>> LoginAsync(
        LoginRequest request, UserStore users, PasswordHasher hasher, Lockout lockout, SignIn signIn, HttpContext context,
        CancellationToken cancellationToken)
    {
        var user = await users.FindByLoginAsync(request.Login!);
        var (subject, address) = (user?.Id ?? request.Login!, context.Address());
        if (await lockout.WaitAsync(subject, address) is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return TypedResults.Problem(
                statusCode: StatusCodes.Status429TooManyRequests, detail: "Too many failed sign-ins. Wait, then try again.");
        }

        if (!await hasher.VerifyAsync(request.Password!, user?.PasswordHash, cancellationToken))
        {
            await lockout.FailedAsync(subject, address);
            return Problems.Unauthorized("The name or the password is wrong.");
        }

        await lockout.SucceededAsync(subject, address);
        if (hasher.IsWeak(user!.PasswordHash))
        {
            await users.UpdateAsync(user, user with { PasswordHash = await hasher.HashAsync(request.Password!, cancellationToken) });
        }

        return TypedResults.Ok(await signIn.NewDeviceAsync(user, context));
    }

    private static async Task<Results<Ok<Tokens>, ProblemHttpResult>> RefreshAsync(
        RefreshRequest request, DeviceStore devices, UserStore users, SignIn signIn, HttpContext context)
    {
        if (RefreshToken.Parse(request.RefreshToken!) is { } spent
            && await users.FindAsync(spent.UserId) is { } user
            && await devices.RotateAsync(spent, context.Address()) is { } next)
        {
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
