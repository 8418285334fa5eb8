using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using NanoBanana.Core;

namespace NanoBanana.Api.Requests;

/// <summary>
/// Lets browsers call from pages of the origins that are named. The token is in a header, so cookies are not let through.
/// </summary>
internal static class Origins
{
    private static readonly string[] Told =
    [
        "ETag", "Location", "Retry-After", "Content-Disposition", "RateLimit", "RateLimit-Policy",
        "Tus-Resumable", "Tus-Version", "Tus-Extension", "Tus-Max-Size", "Tus-Checksum-Algorithm",
        "Upload-Offset", "Upload-Length", "Upload-Expires",
    ];

    public static void AddOrigins(this IServiceCollection services)
    {
        services.AddValidated<OriginOptions, OriginOptionsValidator>("Cors");
        services.AddCors();
        services.AddOptions<CorsOptions>().Configure<IOptions<OriginOptions>>((cors, origins) => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. origins.Value.Origins]).AllowAnyMethod().AllowAnyHeader().WithExposedHeaders(Told).SetPreflightMaxAge(
                TimeSpan.FromHours(1))));
    }
}
