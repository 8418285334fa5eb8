using Microsoft.AspNetCore.Http.HttpResults;
using NanoBanana.Api.Errors;
using NanoBanana.Contracts.Accounts;
using NanoBanana.Core.Accounts;

namespace NanoBanana.Api.Accounts;

/// <summary>Judges what somebody registers with, and hashes the password once nothing speaks against it.</summary>
internal sealed class RegistrationDesk(RegistrationRule rule, UserStore users, PasswordHasher hasher)
{
    public async Task<RegistrationVerdict> JudgeAsync(
        RegisterRequest request, CancellationToken cancellationToken)
    {
        if (await rule.RefuseAsync(request.Invitation) is { } refusal)
        {
            return new(null, null, refusal);
        }

        var (username, email) = (UserNames.Clean(request.Username)!, request.Email!);
        if (PasswordRules.Refuse(request.Password!, username, email) is { } reason)
        {
            return new(null, Problems.Invalid("password", reason), null);
        }

        // Before anything is hashed: what is refused costs nothing.
        return await users.FindTakenAsync(username, email) is { Count: > 0 } taken
            ? new(null, null, SignInApi.Taken(taken))
            : new(new(username, email, await hasher.HashAsync(request.Password!, HashingLane.Registration, cancellationToken)), null, null);
    }
}

/// <summary>What an account is registered with.</summary>
internal sealed record NewAccount(string Username, string Email, string PasswordHash);

/// <summary>What to register; or what to answer instead.</summary>
internal sealed record RegistrationVerdict(NewAccount? Account, ValidationProblem? Invalid, ProblemHttpResult? Refused);
