using NanoBanana.Contracts.Accounts;

namespace NanoBanana.Web.Accounts;

/// <summary>What the server holds for one cookie.</summary>
/// <param name="AccessToken">For the API.</param>
/// <param name="RenewAt">So long before it ends that it outlives the request it is sent with.</param>
/// <param name="RefreshToken">Good for one use.</param>
internal sealed record StoredTokens(string AccessToken, DateTimeOffset RenewAt, string RefreshToken)
{
    private static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(1);

    public static StoredTokens From(Tokens tokens, DateTimeOffset now)
    {
        var ahead = (tokens.ExpiresAt - now) / 3;
        return new(tokens.AccessToken, tokens.ExpiresAt - (ahead < MostAhead ? ahead : MostAhead), tokens.RefreshToken);
    }
}
