using Microsoft.AspNetCore.Components;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Contracts.Sharing;
using NanoBanana.Web.Resources;

namespace NanoBanana.Web.Sharing;

public sealed partial class InvitesPanel(NanoBananaClient api, TimeProvider time)
{
    private const int Most = 100;

    private readonly List<Invite> _invites = [];
    private Role _role = Role.Editor;
    private int _days = 7;
    private int _uses;
    private bool _busy;

    [Parameter, EditorRequired]
    public required SessionId SessionId { get; set; }

    protected override Task OnInitializedAsync() =>
        Notices.TryAsync(async () => _invites.AddRange((await api.ListInvitesAsync(SessionId, null, Most)).Items));

    private async Task CreateAsync()
    {
        _busy = true;
        DateTimeOffset? end = _days == 0 ? null : time.GetUtcNow().AddDays(_days);
        var request = new CreateInviteRequest(_role, end, _uses == 0 ? null : _uses);
        await Notices.TryAsync(async () => _invites.Insert(0, await api.CreateInviteAsync(SessionId, request, Guid.NewGuid().ToString())));
        _busy = false;
    }

    private Task RevokeAsync(Invite invite) => Notices.TryAsync(async () =>
    {
        await api.RevokeInviteAsync(SessionId, invite.Code);
        _invites.Remove(invite);
        Notices.Show(Text.LinkRevoked);
    });

    private string Ends(Invite invite) => invite.ExpiresAt is { } end ? Text.FormatUntil(Time.Full(end)) : Text.ForEver;

    private static string Uses(Invite invite) =>
        invite.MaxUses is { } most ? Text.FormatUsedOf(invite.Uses, most) : Text.FormatUsedTimes(invite.Uses);
}
