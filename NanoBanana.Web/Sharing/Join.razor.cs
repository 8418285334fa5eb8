using System.Net;
using Microsoft.AspNetCore.Components;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Sharing;
using NanoBanana.Web.Accounts;
using NanoBanana.Web.Resources;

namespace NanoBanana.Web.Sharing;

/// <summary>The page of an invitation, also for those who are not signed in: who invites, to what, and how to get there.</summary>
public sealed partial class Join
{
    private string? _failure;
    private InvitePreview? _invite;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Parameter, EditorRequired]
    public required string Code { get; set; }

    private bool IsSignedIn => Context.User.CookieKey().Length > 0;

    private string Here => $"{Context.Request.PathBase}/join/{Code}";

    private string Picture => Contracts.Routes.InviteThumbnail(Code)[1..];

    private string To(string page) => $"{page}?ReturnUrl={Uri.EscapeDataString(Here)}";

    protected override async Task OnInitializedAsync()
    {
        Context.Response.Headers.CacheControl = "no-store";
        Context.Response.Headers["Referrer-Policy"] = "no-referrer";
        var isJoining = HttpMethods.IsPost(Context.Request.Method);
        if (isJoining && !IsSignedIn)
        {
            Navigation.NavigateTo(To(AccountPaths.SignIn));
            return;
        }
        if (!LinkCode.IsOne(Code))
        {
            _failure = Text.JoinUnknown;
        }
        else if (!isJoining)
        {
            // Who joined with the last place of a link and presses again is a member: the link says no more than that it is used up.
            await TryAsync(async () => _invite = await Anybody.Client.PreviewInviteAsync(Code, Context.RequestAborted));
        }
    }

    private async Task JoinAsync()
    {
        string? id = null;
        if (_failure is null)
        {
            await TryAsync(async () => id = (await Api.JoinAsync(Code, Context.RequestAborted)).Id);
        }
        if (id is not null)
        {
            Navigation.NavigateTo($"s/{id}");
        }
    }

    private async Task TryAsync(Func<Task> ask)
    {
        try
        {
            await ask();
        }
        catch (Exception e) when (e is ApiException or HttpRequestException)
        {
            _failure = e is ApiException { Status: HttpStatusCode.NotFound } ? Text.JoinUnknown : Notices.Say(e);
        }
    }
}
