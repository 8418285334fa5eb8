using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using NanoBanana.Api.Errors;
using NanoBanana.Contracts.Accounts;
using NanoBanana.Core.Accounts;
using NanoBanana.Core.Sharing;

namespace NanoBanana.Api.Accounts;

/// <summary>Whether people may register: everybody, those with an open invitation to a session, or nobody.</summary>
internal sealed class RegistrationRule(IOptions<AccountOptions> options, InviteStore invites)
{
    /// <param name="invitation">The code of an invitation.</param>
    /// <returns>Why not; null when they may.</returns>
    public async Task<ProblemHttpResult?> RefuseAsync(string? invitation) => options.Value.Registration switch
    {
        Registration.Open => null,
        Registration.Invitation when invitation is not null && await invites.IsOpenAsync(invitation) => null,
        Registration.Invitation => Refuse(RegistrationCodes.ByInvitation,
            "Accounts are made by invitation here. Open an invitation link first."),
        _ => Refuse(RegistrationCodes.Closed, "No new accounts are made here at the moment."),
    };

    /// <returns>Why nobody may try without registering; null when they may.</returns>
    public ProblemHttpResult? RefuseGuests() => options.Value is { Guests: true, Registration: Registration.Open }
        ? null : Refuse(RegistrationCodes.NoGuests, "Create an account, or sign in.");

    private static ProblemHttpResult Refuse(string code, string detail) =>
        Problems.From(StatusCodes.Status403Forbidden, new(code, "Registration is not open", detail));
}
