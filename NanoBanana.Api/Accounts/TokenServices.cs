using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NanoBanana.Api.Throttling;
using NanoBanana.Contracts;

namespace NanoBanana.Api.Accounts;

/// <summary>Who calls: the access token is checked, and that its device is still signed in.</summary>
internal static class TokenServices
{
    private const string Prefix = "Bearer ";
    private const string SignedOut = "The device is not signed in any more.";

    public static void AddTokens(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<JwtOptions>, JwtOptionsValidator>();
        services.AddSingleton<IValidateOptions<JwtOptions>, ProductionSecrets>();
        services.AddOptions<JwtOptions>().BindConfiguration("Jwt").ValidateOnStart();
        services.AddSingleton<SigningKeys>().AddSingleton<AccessTokens>().AddSingleton<KnownTokens>().AddSingleton<SignIn>()
            .AddSingleton<PasswordCheck>().AddSingleton<RegistrationRule>().AddSingleton<RegistrationDesk>();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<SigningKeys, IOptions<JwtOptions>>(Configure);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    private static void Configure(JwtBearerOptions bearer, SigningKeys keys, IOptions<JwtOptions> jwt)
    {
        bearer.MapInboundClaims = false;
        bearer.TokenValidationParameters = new()
        {
            ValidIssuer = jwt.Value.Issuer,
            ValidAudience = jwt.Value.Audience,
            IssuerSigningKeys = keys.Good,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            ClockSkew = TimeSpan.FromSeconds(30),
            NameClaimType = JwtRegisteredClaimNames.Name,
        };
        bearer.Events = new() { OnMessageReceived = ReceiveAsync, OnTokenValidated = RememberAsync };
    }

    /// <summary>
    /// Browsers cannot set a header on a WebSocket, so live connections pass the token in the query. A token that is known needs no second
    /// look at its signature.
    /// </summary>
    private static Task ReceiveAsync(MessageReceivedContext context)
    {
        var request = context.Request;
        if (request.Path.StartsWithSegments(Routes.Hub) && request.Query["access_token"] is { Count: 1 } token)
        {
            context.Token = token;
        }
        else if (request.Headers.Authorization is [{ } header] && header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            context.Token = header[Prefix.Length..].Trim();
        }

        return context.Token is { } given && TokensOf(context.HttpContext).Find(given) is { } caller
            ? AcceptAsync(context, caller) : Task.CompletedTask;
    }

    private static async Task AcceptAsync(MessageReceivedContext context, Caller caller)
    {
        if (await IsSignedInAsync(context.HttpContext, caller.User))
        {
            (context.Principal, context.Properties.ExpiresUtc) = (caller, caller.ExpiresAt);
            context.Success();
        }
        else
        {
            context.Fail(SignedOut);
        }
    }

    private static async Task RememberAsync(TokenValidatedContext context)
    {
        if (CurrentUser.From(context.Principal) is not { } user || !await IsSignedInAsync(context.HttpContext, user))
        {
            context.Fail(SignedOut);
            return;
        }

        var caller = new Caller(context.Principal!, user, new DateTimeOffset(context.SecurityToken.ValidTo));
        TokensOf(context.HttpContext).Remember(((JsonWebToken)context.SecurityToken).EncodedToken, caller);
        context.Principal = caller;
    }

    private static ValueTask<bool> IsSignedInAsync(HttpContext context, CurrentUser user) =>
        context.RequestServices.GetRequiredService<RequestRateLimiter>().CountAsync(context, user);

    private static KnownTokens TokensOf(HttpContext context) => context.RequestServices.GetRequiredService<KnownTokens>();
}
