using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Events;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Web.Live;

namespace NanoBanana.Web.State;

/// <summary>The session on the screen: read once, then kept up to date by its events, any of which may come twice.</summary>
public sealed class SessionState(NanoBananaClient api, Session session, ParticipantState participants)
{
    private const int MessagePage = 30;
    private const int ImagePage = 24;
    private const int EditPage = 50;
    private const int RunPage = 20;

    private SelectedImageState? _picture;
    private UndoState? _undo;
    private VersionStacks? _stacks;

    public Session Session { get; private set; } = session;

    public MessageState Messages { get; } = new(api, session.Id);

    public ImageSet Images { get; } = new(api, session.Id);

    public VersionStacks Stacks => _stacks ??= new(Images);

    public EditState Edits { get; } = new(api, session.Id);

    public RunState Runs { get; } = new(api);

    public PinState Pins { get; } = new(api);

    public SelectedImageState Picture => _picture ??= new(this);

    public UndoState Undo => _undo ??= new(api, this);

    public ParticipantState Participants { get; } = participants;

    public bool CanWrite => Session.Role is not Role.Viewer;

    /// <summary>Counts what may have changed the pictures that are kept at hand.</summary>
    public int ShelfChanges { get; private set; }

    public event Action? Changed;

    /// <summary>Somebody joined, left, or has another role.</summary>
    public event Action? MembersChanged;

    /// <summary>
    /// The session first: its <c>lastSeq</c> is then older than all that is read after it, and following from there misses nothing.
    /// </summary>
    public static async Task<SessionSnapshot> ReadAsync(NanoBananaClient api, SessionId sessionId, CancellationToken cancellationToken)
    {
        var session = await api.GetSessionAsync(sessionId, cancellationToken);
        var messages = api.ListMessagesAsync(sessionId, null, MessagePage, cancellationToken);
        var images = api.ListSessionImagesAsync(sessionId, null, ImagePage, cancellationToken);
        var edits = api.ListEditsAsync(sessionId, null, EditPage, cancellationToken);
        var runs = api.ListRunsAsync(sessionId, null, RunPage, cancellationToken);
        return new(session, await messages, await images, await edits, await runs);
    }

    public void Show(SessionSnapshot snapshot)
    {
        Session = snapshot.Session;
        Messages.Show(snapshot.Messages);
        Images.Show(snapshot.Images);
        Edits.Show(snapshot.Edits);
        Runs.Show(snapshot.Runs);
        Pins.Forget();
        foreach (var edit in Edits.Open)
        {
            Expect(edit);
        }
        Tell();
    }

    /// <summary>Reads again what a new role changes, and by what names the members go.</summary>
    public async Task ReadMembersAsync(CancellationToken cancellationToken)
    {
        foreach (var member in (await api.ListMembersAsync(Session.Id, null, Limits.PageMax, cancellationToken)).Items)
        {
            Participants.Know(member.UserId, member.Username);
            if (Participants.IsMe(member.UserId) && member.Role != Session.Role)
            {
                Session = Session with { Role = member.Role };
            }
        }
        Tell();
    }

    public void Apply(SessionEvent next)
    {
        switch (next.Type)
        {
            case EventTypes.SessionUpdated:
                Session = next.Data.Read(ContractJson.Default.Session) ?? Session;
                break;
            case EventTypes.MessageCreated or EventTypes.MessageUpdated when next.Data.Read(ContractJson.Default.Message) is { } message:
                Messages.Put(message);
                break;
            case EventTypes.MessageDeleted when next.Data.Read(ContractJson.Default.Deleted) is { } deleted:
                Messages.Remove(deleted.Id);
                break;
            case EventTypes.ImageCreated or EventTypes.ImageUpdated when next.Data.Read(ContractJson.Default.Image) is { } image:
                Images.Put(image);
                Session = Session with { FileName = Session.FileName ?? NameOfFirst() };
                if (Edits.Find(image.EditId) is { } maker)
                {
                    Picture.Arrive(maker);
                }
                break;
            case EventTypes.ImageDeleted when next.Data.Read(ContractJson.Default.Deleted) is { } deleted:
                Images.Remove(new(deleted.Id));
                Session = Images.HasOlder ? Session : Session with { FileName = NameOfFirst() };
                break;
            case EventTypes.EditQueued or EventTypes.EditStarted or EventTypes.EditProgress or EventTypes.EditSucceeded
                or EventTypes.EditFailed or EventTypes.EditCancelled when next.Data.Read(ContractJson.Default.Edit) is { } edit:
                Put(edit);
                break;
            case EventTypes.RunStarted or EventTypes.RunProgress or EventTypes.RunPaused or EventTypes.RunResumed or EventTypes.RunSucceeded
                or EventTypes.RunFailed or EventTypes.RunCancelled when next.Data.Read(ContractJson.Default.Run) is { } run:
                Runs.Put(run);
                break;
            case EventTypes.PinCreated or EventTypes.PinUpdated when next.Data.Read(ContractJson.Default.Pin) is { } pin:
                Pins.Put(pin);
                break;
            case EventTypes.PinDeleted when next.Data.Read(ContractJson.Default.Deleted) is { } deleted:
                Pins.Remove(deleted.Id);
                break;
            case EventTypes.ReferenceCreated or EventTypes.ReferenceUpdated or EventTypes.ReferenceDeleted:
                ShelfChanges++;
                break;
            case EventTypes.MemberAdded or EventTypes.MemberRemoved:
                MembersChanged?.Invoke();
                break;
        }
        Tell();
    }

    /// <summary>What the session is shown by while it has no title; its events do not tell.</summary>
    private string? NameOfFirst() => Images.Pictures.LastOrDefault(image => image.EditId is null)?.FileName;

    /// <summary>Sends a message or asks for an edit, for the first time or again.</summary>
    public async Task SendAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        if (message.Edit is not { } request)
        {
            await Messages.SendAsync(message, cancellationToken);
            return;
        }
        var edit = await api.CreateEditAsync(Session.Id, request, message.Key, cancellationToken);
        Messages.Taken(message, edit.MessageId);
        Put(edit);
    }

    /// <summary>What is known of an edit.</summary>
    public void Put(Edit edit)
    {
        Edits.Put(edit);
        Expect(edit);
        Picture.Arrive(edit);
    }

    /// <summary>Shows at once what was just asked for again.</summary>
    public void Take(Edit edit)
    {
        Put(edit);
        Tell();
    }

    /// <summary>One's own results open by themselves, but not those of a run; a viewer sees everybody's.</summary>
    private void Expect(Edit edit)
    {
        if (EditState.IsOpen(edit) && edit.RunId is null && (!CanWrite || Participants.IsMe(edit.AuthorId)))
        {
            Picture.Await(edit);
        }
    }

    public void Tell() => Changed?.Invoke();
}
