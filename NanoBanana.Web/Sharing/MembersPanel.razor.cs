using System.Net;
using Microsoft.AspNetCore.Components;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Contracts.Sharing;
using NanoBanana.Web.Layout;
using NanoBanana.Web.Resources;
using NanoBanana.Web.State;

namespace NanoBanana.Web.Sharing;

public sealed partial class MembersPanel(NanoBananaClient api, NavigationManager navigation)
{
    private const int PageSize = 50;

    private readonly CancellationTokenSource _gone = new();
    private List<Member>? _members;
    private string? _cursor;
    private string? _login;
    private Role _role = Role.Editor;
    private string? _failure;
    private bool _busy;

    /// <summary>What a press asked for that the next one does: to leave with blocking the owner, or without.</summary>
    private bool? _leaving;

    [Parameter, EditorRequired]
    public required SessionState Open { get; set; }

    private bool IsOwner => Open.Session.Role is Role.Owner;

    protected override Task OnInitializedAsync()
    {
        Open.MembersChanged += Refresh;
        return Notices.TryAsync(LoadAsync);
    }

    private async Task LoadAsync()
    {
        var page = await api.ListMembersAsync(Open.Session.Id, null, PageSize, _gone.Token);
        (_members, _cursor) = ([.. page.Items], page.NextCursor);
    }

    private Task MoreAsync() => Notices.TryAsync(async () =>
    {
        var page = await api.ListMembersAsync(Open.Session.Id, _cursor, PageSize, _gone.Token);
        _members?.AddRange(page.Items);
        _cursor = page.NextCursor;
    });

    private async Task AddAsync()
    {
        (_busy, _failure) = (true, null);
        try
        {
            Put(await api.AddMemberAsync(Open.Session.Id, _login?.Trim() ?? "", _role, Guid.NewGuid().ToString(), _gone.Token));
            _login = null;
        }
        catch (ApiException e)
        {
            _failure = e.Status is HttpStatusCode.BadRequest ? Text.NobodyByThatName : Notices.Say(e);
        }
        catch (HttpRequestException e)
        {
            _failure = Notices.Say(e);
        }
        _busy = false;
    }

    private Task ChangeAsync(Member member, ChangeEventArgs chosen) => Enum.TryParse<Role>((string?)chosen.Value, out var role)
        ? Notices.TryAsync(async () => Put(await api.AddMemberAsync(Open.Session.Id, member.Username, role, null, _gone.Token)))
        : Task.CompletedTask;

    private Task RemoveAsync(Member member) => Notices.TryAsync(async () =>
    {
        await api.RemoveMemberAsync(Open.Session.Id, member.UserId, _gone.Token);
        _members?.Remove(member);
        Notices.Show(
            Text.FormatMemberRemoved(member.Username), Text.Undo, () => api.AddMemberAsync(Open.Session.Id, member.Username, member.Role));
    });

    /// <summary>The first press asks, the second does it.</summary>
    private async Task LeaveAsync(bool block)
    {
        if (_leaving != block)
        {
            _leaving = block;
            return;
        }
        var id = Open.Session.Id;
        await Notices.TryAsync(async () =>
        {
            await api.LeaveAsync(id, Open.Participants.MyId, block, _gone.Token);
            Sessions.Remove(id);
            navigation.NavigateTo("./");
            Notices.Show(Text.YouLeft);
        });
    }

    private void Put(Member member)
    {
        var place = _members?.FindIndex(other => other.UserId == member.UserId) ?? -1;
        if (place >= 0)
        {
            _members![place] = member;
        }
        else
        {
            _members?.Add(member);
        }
    }

    private void Refresh() => InvokeAsync(async () =>
    {
        await Notices.TryAsync(LoadAsync);
        StateHasChanged();
    }).Forget(DispatchExceptionAsync);

    public void Dispose()
    {
        Open.MembersChanged -= Refresh;
        _gone.Cancel();
        _gone.Dispose();
    }
}
