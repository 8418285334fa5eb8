using Microsoft.AspNetCore.Components;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Messages;
using NanoBanana.Web.Sessions;

namespace NanoBanana.Web.Conversation;

public sealed partial class MessageItem
{
    private bool _editing;
    private bool _deleting;

    [Parameter, EditorRequired]
    public required OpenSession Session { get; set; }

    [Parameter, EditorRequired]
    public required Message Message { get; set; }

    [Parameter, EditorRequired]
    public required EventCallback<Image> OnOpen { get; set; }

    private string Author => Message.AuthorId is { } id ? Session.People.NameOf(id) ?? L["Somebody"] : L["Assistant"];

    private bool IsMine => Session.CanWrite && Session.People.IsMe(Message.AuthorId);

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
