using NanoBanana.Contracts.Accounts;

namespace NanoBanana.Web.Accounts;

/// <summary>What the server holds for one cookie.</summary>
internal sealed record HeldTokens(string AccessToken, DateTimeOffset ExpiresAt, string RefreshToken)
{
    public static HeldTokens From(Tokens tokens) => new(tokens.AccessToken, tokens.ExpiresAt, tokens.RefreshToken);
}
