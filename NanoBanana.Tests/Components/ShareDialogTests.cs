using System.Security.Claims;
using Bunit;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Sharing;
using NanoBanana.Web.Sharing;

namespace NanoBanana.Tests.Components;

/// <summary>Who gets to see what of sharing.</summary>
[Trait("Kind", "Unit")]
public sealed class ShareDialogTests : ComponentTests
{
    public ShareDialogTests() => Api
        .Answer("GET /api/sessions/s/members", new Page<Member>([new(Samples.Me, "Me", Role.Owner, Samples.Now)], null))
        .Answer("GET /api/sessions/s/invites", new Page<Invite>([], null))
        .Answer("GET /api/sessions/s/snapshots", new Page<Snapshot>([], null));

    [Fact]
    public void A_guest_is_told_to_register_and_comes_back()
    {
        Visitor.SetClaims(new(ClaimTypes.NameIdentifier, Samples.Me), new Claim("guest", "true"));
        Navigation.NavigateTo("/s/s");
        var link = Show(Role.Owner).Find(".guest a");
        Assert.Equal("register?ReturnUrl=%2Fs%2Fs", link.GetAttribute("href")!.TrimStart('/'));
        Assert.Empty(Api.Asked);
    }

    [Fact]
    public void An_owner_sees_people_links_and_copies()
    {
        var dialog = Show(Role.Owner);
        Assert.Equal("Share “Harbour”", dialog.Find("h2").TextContent);
        dialog.WaitForAssertion(() => Assert.Equal(3, Api.Asked.Count));
    }

    [Fact]
    public void Whoever_is_no_owner_sees_the_people_only()
    {
        var dialog = Show(Role.Viewer);
        Assert.Equal("People in “Harbour”", dialog.Find("h2").TextContent);
        dialog.WaitForAssertion(() => Assert.NotEmpty(Api.Asked));
        Assert.All(Api.Asked, asked => Assert.StartsWith("GET /api/sessions/s/members", asked, StringComparison.Ordinal));
    }

    private IRenderedComponent<ShareDialog> Show(Role role) => Render<ShareDialog>(it => it
        .Add(dialog => dialog.Open, Open(role)).Add(dialog => dialog.OnClose, () => { }));
}
