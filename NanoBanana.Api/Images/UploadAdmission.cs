using NanoBanana.Api.Errors;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Core.Images;
using NanoBanana.Core.Sessions;

namespace NanoBanana.Api.Images;

/// <summary>Decides whether somebody may upload into a session now.</summary>
internal sealed class UploadAdmission(SessionStore sessions, ThumbnailJobs jobs)
{
    public const string NoSession = "Name one of your sessions.";

    /// <param name="sessionId">Null where none is named.</param>
    public async Task<Admission> AskAsync(UserId userId, SessionId? sessionId, HttpResponse response)
    {
        if (sessionId is not { } id)
        {
            return new(Problems.Invalid("sessionId", NoSession));
        }

        var pending = jobs.IsFullAsync(userId);
        var access = await sessions.AccessAsync(userId, id);
        var isFull = await pending;
        switch (access)
        {
            case null:
                return new(Problems.Invalid("sessionId", NoSession));
            case { Role: Role.Viewer }:
                return new(Problems.Forbidden);
            case var _ when isFull:
                response.Headers.RetryAfter = "5";
                return new(Problems.Coded(
                    StatusCodes.Status429TooManyRequests, "too-many-uploads",
                    "Too many of your uploads are still being processed. Wait a little."));
            case { OwnerId: var owner }:
                return new(null, owner);
        }
    }
}

/// <param name="Refusal">Why nothing may be uploaded; null when it may.</param>
/// <param name="OwnerId">Who owns the session, and so what is stored in it.</param>
internal sealed record Admission(IResult? Refusal, UserId OwnerId = default);
