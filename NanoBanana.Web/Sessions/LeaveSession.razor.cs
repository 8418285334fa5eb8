using Microsoft.AspNetCore.Components;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Contracts.Sharing;
using NanoBanana.Web.Resources;

namespace NanoBanana.Web.Sessions;

/// <summary>Leaves a session that somebody shared, at once; its notice offers to block its owner.</summary>
public sealed partial class LeaveSession
{
    [Parameter, EditorRequired]
    public required Session Session { get; set; }

    private string Title => Session.Name();

    private Task LeaveAsync()
    {
        var (id, title) = (Session.Id, Title);
        return Notices.TryAsync(async () =>
        {
            var owner = (await Api.ListMembersAsync(id, limit: 1)).Items[0];
            await Api.LeaveAsync(id, (await Api.GetMeAsync()).Id);
            Sessions.Remove(id);
            Notices.Show(Text.FormatYouLeftNamed(title), Text.FormatBlockNamed(owner.Username), () => BlockAsync(owner));
            if (Navigation.ToBaseRelativePath(Navigation.Uri).StartsWith($"s/{id}", StringComparison.Ordinal))
            {
                Navigation.NavigateTo("./");
            }
        });
    }

    private async Task BlockAsync(Member owner)
    {
        await Api.BlockAsync(owner.UserId);
        Notices.Show(Text.FormatBlocked(owner.Username), Text.Undo, () => Api.UnblockAsync(owner.UserId));
    }
}
