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

/// <summary>Makes of a log's entry what its reader would GET: with his role and addresses signed for him.</summary>
internal sealed class EventViews(ImageViews images, SessionStore sessions, MemberStore members)
{
    private static readonly ContractJson Json = new(MakeOptions());

    public async Task<SessionEvent> ForAsync(LogEntry entry, string readerId) =>
        new(entry.Seq, entry.Type, entry.SessionId, entry.At, entry.ActorId, await DataAsync(entry, readerId));

    /// <summary>What <c>data</c> of <c>closed</c> is.</summary>
    public static JsonElement Closed(string reason) => JsonSerializer.SerializeToElement(new Closed(reason), Json.Closed);

    private async Task<JsonElement> DataAsync(LogEntry entry, string readerId) => entry.Type switch
    {
        EventTypes.SessionCreated or EventTypes.SessionUpdated =>
            JsonSerializer.SerializeToElement(await SessionAsync(entry, readerId), Json.Session),
        EventTypes.SessionDeleted => JsonSerializer.SerializeToElement(new Deleted(entry.SessionId!), Json.Deleted),
        EventTypes.ImageCreated or EventTypes.ImageUpdated =>
            JsonSerializer.SerializeToElement(images.For(ImageStore.Read(entry.Data), readerId), Json.Image),
        EventTypes.MemberAdded =>
            JsonSerializer.SerializeToElement(await members.ViewAsync(MemberRow.Read(entry.Data)), Json.Member),
        _ => JsonElement.Parse(entry.Data),
    };

    private async Task<Session> SessionAsync(LogEntry entry, string readerId)
    {
        var session = SessionRow.From(entry.SessionId!, SessionJson.Read(entry.Data))!;
        var role = session.OwnerId == readerId ? Role.Owner : await sessions.RoleAsync(readerId, session.Id) ?? Role.Viewer;
        return session.ToContract(role);
    }

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Requests.RequestServices.Configure(options);
        return options;
    }
}
