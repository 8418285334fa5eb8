using Microsoft.OpenApi;

namespace NanoBanana.Api.OpenApi;

/// <summary>The machine-readable description of the API, and a page to try it in the browser.</summary>
internal static class ApiDocuments
{
    private const string Scheme = "Bearer";
    private const string Docs = "docs";

    /// <summary>Swagger's page has scripts and styles of its own within the page.</summary>
    private const string Policy =
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private const string Introduction = """
        Multi-user, multi-device AI image editing. Sign in, upload a picture into a session, and say what should change:

        ```bash
        api=http://localhost:3001
        # 1. An account; the answer has the access token.
        token=$(curl -s $api/api/auth/register -H 'Content-Type: application/json' \
          -d '{"username":"ada","email":"ada@example.org","password":"correct horse battery"}' | jq -r .accessToken)
        auth="Authorization: Bearer $token"
        # 2. A session, and a picture in it.
        session=$(curl -s $api/api/sessions -H "$auth" -H 'Content-Type: application/json' -d '{"title":"First"}' | jq -r .id)
        image=$(curl -s $api/api/images/upload -H "$auth" -F "sessionId=$session" -F file=@photo.jpg | jq -r .id)
        # 3. An edit; ask again until its status is succeeded.
        edit=$(curl -s $api/api/sessions/$session/edits -H "$auth" -H 'Content-Type: application/json' \
          -d "{\"prompt\":\"black and white\",\"imageIds\":[\"$image\"],\"engine\":\"local\"}" | jq -r .id)
        result=$(curl -s $api/api/edits/$edit -H "$auth" | jq -r '.resultIds[0]')
        # 4. The result.
        curl -s -o result.png $api/api/images/$result/content -H "$auth"
        ```

        On this page: call `POST /api/auth/login`, press *Authorize*, and paste the `accessToken`. Every failure is
        `application/problem+json`. Lists are pages: `?limit=` and the `cursor` of the page before.
        Live events come from the SignalR hub at `/ws`.
        """;

    public static void AddApiDocuments(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.CreateSchemaReferenceId = IdSchemas.NameOf;
        options.AddSchemaTransformer<IdSchemas>().AddOperationTransformer<HandlerSummaries>().AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "Nano Banana", Version = "v1", Description = Introduction };
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
        });
    });

    public static void MapApiDocuments(this WebApplication app)
    {
        app.MapGet("/", () => TypedResults.LocalRedirect($"~/{Docs}")).AllowAnonymous().ExcludeFromDescription();
        app.MapOpenApi().AllowAnonymous();
    }

    /// <summary>Stands before the authorization: the page is open to everybody.</summary>
    public static void UseApiPage(this WebApplication app)
    {
        app.UseWhen(context => context.Request.Path.StartsWithSegments($"/{Docs}"), docs =>
        {
            docs.Use((context, next) =>
            {
                context.Response.Headers.ContentSecurityPolicy = Policy;
                return next(context);
            });
            docs.UseSwaggerUI(ui =>
            {
                ui.RoutePrefix = Docs;
                ui.DocumentTitle = "Nano Banana API";
                // Relative, so that it is found below a path prefix, too.
                ui.SwaggerEndpoint("../openapi/v1.json", "v1");
            });
        });
    }
}
