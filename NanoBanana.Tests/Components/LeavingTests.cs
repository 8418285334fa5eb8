using System.Net;
using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Accounts;
using NanoBanana.Contracts.Sharing;
using NanoBanana.Web.Sessions;
using NanoBanana.Web.Sharing;

namespace NanoBanana.Tests.Components;

/// <summary>Who is in a session, and how one gets out of it.</summary>
[Trait("Kind", "Unit")]
public sealed class LeavingTests : ComponentTests
{
    private const string Leaving = "DELETE /api/sessions/s/members/me";
    private static readonly Member Owner = new(new("o"), "Olga", Role.Owner, Samples.Now);
    private static readonly Member Mine = new(Samples.Me, "Me", Role.Viewer, Samples.Now);

    public LeavingTests()
    {
        Api.Answer("GET /api/sessions/s/members", new Page<Member>([Owner, Mine], null)).Answer(Leaving, HttpStatusCode.NoContent)
            .Answer("PUT /api/auth/blocks/o", HttpStatusCode.NoContent).Answer("DELETE /api/auth/blocks/o", HttpStatusCode.NoContent)
            .Answer("GET /api/auth/me", new User(Samples.Me, "Me", "me@example.org", Samples.Now));
        Services.GetService<SessionList>()!.Show(new([Samples.Session(Role.Viewer)], null));
    }

    [Theory]
    [InlineData("Leave this session", "Really leave", false)]
    [InlineData("Leave and block Olga", "Really leave and block", true)]
    public async Task The_second_press_leaves(string first, string second, bool block)
    {
        var panel = Show(Role.Viewer);
        await Button(panel, first).ClickAsync();
        Assert.DoesNotContain(Api.Asked, asked => asked.StartsWith(Leaving, StringComparison.Ordinal));
        await Button(panel, second).ClickAsync();
        Assert.Contains($"{Leaving}?block={(block ? "true" : "false")}", Api.Asked);
        Assert.Equal("http://localhost/", Navigation.Uri);
        Assert.Empty(Services.GetService<SessionList>()!.Items);
    }

    [Fact]
    public async Task A_press_on_the_other_button_asks_anew()
    {
        var panel = Show(Role.Viewer);
        await Button(panel, "Leave this session").ClickAsync();
        await Button(panel, "Leave and block Olga").ClickAsync();
        Assert.DoesNotContain(Api.Asked, asked => asked.StartsWith(Leaving, StringComparison.Ordinal));
        Assert.NotNull(Button(panel, "Leave this session"));
    }

    [Fact]
    public async Task An_unknown_name_is_said_to_the_owner()
    {
        Api.Answer("POST /api/sessions/s/members", HttpStatusCode.BadRequest);
        var panel = Show(Role.Owner);
        await panel.Find("input").InputAsync("nobody.at.all");
        await panel.Find("form").SubmitAsync();
        Assert.Contains("Nobody goes by this", panel.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", panel.Find("input").GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task From_the_list_one_leaves_at_once_and_may_block_the_owner()
    {
        await Render<LeaveSession>(it => it.Add(leave => leave.Session, Samples.Session(Role.Viewer)))
            .Find("button[aria-label='Leave Harbour']").ClickAsync();
        Assert.Contains(Leaving + "?block=false", Api.Asked);
        Assert.Empty(Services.GetService<SessionList>()!.Items);

        Assert.Equal("Block Olga", Notices.Current!.ActionText);
        await Notices.Current.Action!();
        Assert.Contains("PUT /api/auth/blocks/o", Api.Asked);
        Assert.Contains("Olga cannot share with you any more", Notices.Current!.Text, StringComparison.Ordinal);
        await Notices.Current.Action!();
        Assert.Contains("DELETE /api/auth/blocks/o", Api.Asked);
    }

    private IRenderedComponent<MembersPanel> Show(Role role) => Render<MembersPanel>(panel => panel.Add(it => it.Open, Open(role)));

    private static IElement Button(IRenderedComponent<MembersPanel> panel, string label) =>
        panel.FindAll("button").Single(button => button.TextContent.Trim() == label);
}
