using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using NanoBanana.Api.Accounts;
using NanoBanana.Api.Errors;
using NanoBanana.Api.Requests;
using NanoBanana.Api.Throttling;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Core.Images;
using NanoBanana.Core.Sessions;
using NanoBanana.Core.Storage;
using NanoBanana.Imaging;

namespace NanoBanana.Api.Images.FromAddress;

/// <summary>Pictures that are fetched from an address; where <see cref="ImageOptions.FromAddress"/> allows it.</summary>
internal static class FromAddressApi
{
    public static void MapFromAddress(this IEndpointRouteBuilder app) =>
        app.MapPost(Routes.ImagesFromAddress("{sessionId}"), FetchAsync).WithTags("Images").RequireAuthorization()
            .WithMetadata(new Idempotent(), RateLimitPolicy.Uploads).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    public static IServiceCollection AddFromAddress(this IServiceCollection services) =>
        services.AddSingleton(_ => new PublicConnector()).AddSingleton<PictureFetcher>();

    /// <summary>Fetches a picture from a public https address into a session; off unless the operator allows it.</summary>
    private static async Task<Results<Created<Image>, ValidationProblem, ProblemHttpResult>> FetchAsync(
        SessionId sessionId, FetchImageRequest request, CurrentUser caller, SessionStore sessions, ThumbnailJobs jobs, UploadRoom room,
        PictureFetcher fetcher, UploadValidator intake, IObjectStore store, ImageMapper views, IOptions<ImageOptions> options,
        IOptions<ImagingOptions> imaging, HttpContext context, CancellationToken cancellationToken)
    {
        switch (await sessions.AccessAsync(caller.Id, sessionId))
        {
            case null:
                return Problems.NotFound;
            case { Role: Role.Viewer }:
                return Problems.Forbidden;
            case var _ when !options.Value.FromAddress:
                return Problems.Coded(
                    StatusCodes.Status404NotFound, "not-offered",
                    "This server fetches no pictures from addresses. Upload the file instead.");
            case var _ when PictureFetcher.Parse(request.Url) is null:
                return Problems.Invalid("url", "Give the https address of a picture, without a port or a password.");
            case { OwnerId: var owner }:
                using (var turn = await room.EnterAsync(caller.Id, cancellationToken))
                {
                    return !turn.IsAcquired || await jobs.IsFullAsync(caller.Id) ? TooMany(context) : await AddAsync(owner);
                }
        }

        async Task<Results<Created<Image>, ValidationProblem, ProblemHttpResult>> AddAsync(UserId owner)
        {
            var address = PictureFetcher.Parse(request.Url)!;
            room.Take(imaging.Value.MaxBytes);
            try
            {
                using var file = await TemporaryUpload.CreateAsync(store, PictureFetcher.NameOf(address));
                if (await fetcher.FetchAsync(address, file, cancellationToken) is var (status, problem))
                {
                    return Problems.From(status, problem);
                }

                var result = await intake.AddAsync(caller.Id, sessionId, owner, new(file.FileName, file), cancellationToken);
                return result.Image is { } image ? TypedResults.Created(Routes.Image(image.Id), views.For(image, caller.Id))
                    : result.Problem is { } refused ? Problems.From(result.Status, refused)
                    : Problems.NotFound;
            }
            finally
            {
                room.GiveBack(imaging.Value.MaxBytes);
            }
        }
    }

    private static ProblemHttpResult TooMany(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "5";
        return Problems.Coded(
            StatusCodes.Status429TooManyRequests, "too-many-uploads", "Too many of your uploads are still being processed. Wait a little.");
    }
}
