using Microsoft.OpenApi;

namespace NanoBanana.Api.OpenApi;

/// <summary>The machine-readable description of the API, and a page to try it in the browser.</summary>
internal static class ApiDocuments
{
    private const string Scheme = "Bearer";

    public static void AddApiDocuments(this IServiceCollection services) => services.AddOpenApi(options =>
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "Nano Banana", Version = "v1", Description = "Multi-user, multi-device AI image editing." };
            document.Components ??= new();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "The accessToken of /api/auth/login.",
            };
            document.Security = [new() { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
            return Task.CompletedTask;
        }));

    public static void MapApiDocuments(this WebApplication app) => app.MapOpenApi().AllowAnonymous();

    /// <summary>Stands before the authorization: the page is open to everybody.</summary>
    public static void UseApiPage(this WebApplication app) =>
        app.UseSwaggerUI(ui =>
        {
            ui.RoutePrefix = "docs";
            ui.DocumentTitle = "Nano Banana API";
            ui.SwaggerEndpoint("/openapi/v1.json", "v1");
        });
}
