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
    public static void AddTokens(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<JwtOptions>, JwtOptionsValidator>();
        services.AddSingleton<IValidateOptions<JwtOptions>, ProductionSecrets>();
        services.AddOptions<JwtOptions>().BindConfiguration("Jwt").ValidateOnStart();
        services.AddSingleton<SigningKeys>().AddSingleton<AccessTokens>().AddSingleton<SignIn>().AddSingleton<PasswordCheck>()
            .AddSingleton<RegistrationRule>();
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
        bearer.Events = new() { OnMessageReceived = TakeFromQueryAsync, OnTokenValidated = CheckDeviceAsync };
    }

    /// <summary>Browsers cannot set a header on a WebSocket, so live connections pass the token in the query.</summary>
    private static Task TakeFromQueryAsync(MessageReceivedContext context)
    {
        if (context.Request.Path.StartsWithSegments(Routes.Hub) && context.Request.Query["access_token"] is { Count: 1 } token)
        {
            context.Token = token;
        }

        return Task.CompletedTask;
    }

    private static async Task CheckDeviceAsync(TokenValidatedContext context)
    {
        var counter = context.HttpContext.RequestServices.GetRequiredService<RequestCounter>();
        if (CurrentUser.From(context.Principal) is not { } user || !await counter.CountAsync(context.HttpContext, user))
        {
            context.Fail("The device is not signed in any more.");
        }
    }
}
