using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Messages;
using NanoBanana.Web.Accounts;
using NanoBanana.Web.Sessions;

namespace NanoBanana.Web.Conversation;

public sealed partial class MessageItem
{
    private bool _mine;
    private bool _editing;
    private bool _deleting;

    [CascadingParameter]
    private Task<AuthenticationState> User { get; set; } = null!;

    [Parameter, EditorRequired]
    public required OpenSession Session { get; set; }

    [Parameter, EditorRequired]
    public required Message Message { get; set; }

    [Parameter, EditorRequired]
    public required EventCallback<Image> OnOpen { get; set; }

    private string Author => Message.AuthorId is { } id ? Session.People.NameOf(id) ?? L["Somebody"] : L["Assistant"];

    protected override async Task OnInitializedAsync() =>
        _mine = Session.CanWrite && (await User).User.UserId() == Message.AuthorId;

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
