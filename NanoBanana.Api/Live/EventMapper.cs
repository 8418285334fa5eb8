using System.Text.Json;
using NanoBanana.Api.Images;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Events;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Core.Events;
using NanoBanana.Core.Images;
using NanoBanana.Core.Sessions;
using NanoBanana.Core.Sharing;

namespace NanoBanana.Api.Live;

/// <summary>Makes of a log's entry what its reader would GET: with the reader's role and urls signed for the reader.</summary>
internal sealed class EventMapper(
    ImageMapper images, SignedUrls urls, SessionStore sessions, MemberStore members, IHttpContextAccessor request)
{
    private static readonly ContractJson Json = new(MakeOptions());

    /// <summary>The view of one reader, made once for all whose view is the same.</summary>
    public Task<EventJson> ForAsync(FeedEntry entry, EventReader reader) =>
        entry.ViewAsync(KeyOf(entry.Entry.Type, reader), _ => MakeAsync(entry.Entry, reader));

    /// <summary>The last event of a stream that its reader has no right to.</summary>
    public static EventJson Closed(SessionId? sessionId, long seq, DateTimeOffset at, string reason) => Write(new(
        Math.Max(seq, 0), EventTypes.Closed, sessionId, at, null, JsonSerializer.SerializeToElement(new Closed(reason), Json.Closed)));

    private ViewKey KeyOf(string type, EventReader reader) => type switch
    {
        EventTypes.ImageCreated or EventTypes.ImageUpdated => new($"{request.HttpContext?.Request.PathBase} {reader.UserId}", urls.Expiry),
        EventTypes.SessionCreated or EventTypes.SessionUpdated when reader.Role is { } role => new(Membership.NameOf(role)),
        _ => new(""),
    };

    private async Task<EventJson> MakeAsync(LogEntry entry, EventReader reader) => Write(new(
        entry.Seq, entry.Type, entry.SessionId, entry.At, entry.ActorId, await DataAsync(entry, reader))
    {
        Trace = entry.Trace,
    });

    private static EventJson Write(SessionEvent next) => new(JsonSerializer.SerializeToUtf8Bytes(next, Json.SessionEvent));

    private async Task<JsonElement> DataAsync(LogEntry entry, EventReader reader) => entry.Type switch
    {
        EventTypes.SessionCreated or EventTypes.SessionUpdated =>
            JsonSerializer.SerializeToElement(await SessionAsync(entry, reader), Json.Session),
        EventTypes.SessionDeleted => JsonSerializer.SerializeToElement(new Deleted(entry.SessionId!.Value), Json.Deleted),
        EventTypes.ImageCreated or EventTypes.ImageUpdated =>
            JsonSerializer.SerializeToElement(images.For(ImageStore.Read(entry.Data), reader.UserId), Json.Image),
        EventTypes.MemberAdded =>
            JsonSerializer.SerializeToElement(await members.ViewAsync(MemberRow.Read(entry.Data)), Json.Member),
        _ => JsonElement.Parse(entry.Data),
    };

    private async Task<Session> SessionAsync(LogEntry entry, EventReader reader)
    {
        var session = SessionRow.From(entry.SessionId!.Value, SessionJson.Read(entry.Data))!;
        var role = reader.Role
            ?? (session.OwnerId == reader.UserId ? Role.Owner : await sessions.RoleAsync(reader.UserId, session.Id) ?? Role.Viewer);
        return session.ToContract(role);
    }

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Requests.RequestServices.Configure(options);
        return options;
    }
}

/// <summary>Who reads a log.</summary>
/// <param name="Role">The role in the session that the log is of; null in the user's own list, whose readers are all the same user.</param>
internal readonly record struct EventReader(UserId UserId, Role? Role);
