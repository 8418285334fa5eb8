using Microsoft.AspNetCore.Components;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Messages;
using NanoBanana.Contracts.Recipes;
using NanoBanana.Web.Resources;
using NanoBanana.Web.State;

namespace NanoBanana.Web.Conversation;

public sealed partial class MessageItem
{
    private bool _editing;
    private bool _deleting;

    [Parameter, EditorRequired]
    public required SessionState Session { get; set; }

    [Parameter, EditorRequired]
    public required Message Message { get; set; }

    [Parameter, EditorRequired]
    public required EventCallback<Image> OnOpen { get; set; }

    /// <summary>The prompt of a failed edit is to be written anew.</summary>
    [Parameter, EditorRequired]
    public required EventCallback<string> OnRephrase { get; set; }

    private Edit? Edit => Session.Edits.Find(Message.EditId);

    private Run? Run => Session.Runs.Find(Message.RunId);

    /// <summary>What an edit made, of several the first.</summary>
    private Image? Result =>
        Message is { Role: MessageRole.Assistant, EditId: not null, ImageIds: [var first, ..] } ? Session.Images.Find(first) : null;

    private string Author => Message.AuthorId is { } id ? Session.Participants.NameOf(id) ?? Text.Somebody
        : Edit is { } edit ? Engines.NameOf(edit.Engine) : Text.Assistant;

    private bool IsMine => Session.CanWrite && Session.Participants.IsMe(Message.AuthorId);

    protected override async Task OnInitializedAsync()
    {
        if (Message.EditId is { } id && RendererInfo.IsInteractive)
        {
            await Notices.TryAsync(() => Session.Edits.ReadAsync(id, CancellationToken.None));
        }

        if (Message.RunId is { } run && RendererInfo.IsInteractive)
        {
            await Notices.TryAsync(() => Session.Runs.ReadAsync(run, CancellationToken.None));
        }
    }

    private async Task SaveAsync(string text) => _editing = !await Notices.TryAsync(async () =>
    {
        Session.Messages.Put(await Api.EditMessageAsync(Message.Id, text));
        Session.Tell();
    });

    private async Task DeleteAsync() => _deleting = !await Notices.TryAsync(async () =>
    {
        await Api.DeleteMessageAsync(Message.Id);
        Session.Messages.Remove(Message.Id);
        Session.Tell();
    });
}
