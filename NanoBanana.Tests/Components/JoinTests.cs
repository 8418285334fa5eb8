using System.Net;
using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Http;
using NanoBanana.Contracts.Sharing;
using NanoBanana.Web.Sharing;

namespace NanoBanana.Tests.Components;

/// <summary>What an invitation offers to whom.</summary>
[Trait("Kind", "Unit")]
public sealed class JoinTests : ComponentTests
{
    private static readonly string Code = new('c', 43);
    private static readonly string Invitation = $"GET /api/invites/{Code}";

    private readonly DefaultHttpContext _visit = new();

    public JoinTests() => _visit.Request.Method = HttpMethods.Get;

    [Fact]
    public void A_stranger_reads_who_invites_and_comes_back_after_signing_in()
    {
        Api.Answer(Invitation, new InvitePreview("Ada", "Harbour", Role.Viewer, null, CanRegister: true, CanTry: true));
        var page = Show();
        Assert.Equal("Ada invites you to look at “Harbour”", page.Find("h1").TextContent);
        Assert.Equal("You can look on, live.", page.Find("p.muted").TextContent);
        Assert.Equal(
            [$"register?ReturnUrl=%2Fjoin%2F{Code}", $"sign-in?ReturnUrl=%2Fjoin%2F{Code}"],
            page.FindAll(".ways a").Select(link => link.GetAttribute("href")!));
        Assert.Equal($"/join/{Code}", page.Find(".ways button").GetAttribute("value"));
        Assert.Equal(("no-store", "no-referrer"), (Header("Cache-Control"), Header("Referrer-Policy")));
    }

    [Fact]
    public void Only_ways_that_are_open_are_shown()
    {
        Api.Answer(Invitation, new InvitePreview("Ada", "", Role.Editor, null, CanRegister: false, CanTry: false));
        var page = Show();
        Assert.Equal("Sign in", Assert.Single(page.FindAll(".ways > *")).TextContent);
    }

    [Fact]
    public void Looking_at_it_does_not_join()
    {
        SignIn();
        Api.Answer(
            Invitation, new InvitePreview("Ada", "Harbour", Role.Editor, "/api/invites/c/thumbnail", CanRegister: true, CanTry: true));
        var page = Show();
        Assert.Contains("Me", page.Find("form p").TextContent, StringComparison.Ordinal);
        Assert.Equal($"api/invites/{Code}/thumbnail", page.Find("img.cover").GetAttribute("src"));
        Assert.Empty(page.FindAll(".ways"));
        Assert.Equal([Invitation], Api.Asked);
    }

    [Fact]
    public void A_link_that_is_gone_says_so_and_names_the_way_back()
    {
        Api.Answer(Invitation, HttpStatusCode.NotFound);
        var page = Show();
        Assert.Equal("This invitation does not work any more", page.Find("h1").TextContent);
        Assert.Equal("Ask whoever sent you the link for a new one.", page.Find("p.muted").TextContent);
        Assert.Empty(page.FindAll("form, .ways"));
    }

    [Fact]
    public void What_no_link_can_carry_is_not_sent_on()
    {
        var page = Show("../users/me");
        Assert.Equal("This invitation does not work any more", page.Find("h1").TextContent);
        Assert.Empty(Api.Asked);
    }

    [Fact]
    public void Who_was_signed_out_meanwhile_signs_in_first()
    {
        _visit.Request.Method = HttpMethods.Post;
        Show();
        Assert.EndsWith($"/sign-in?ReturnUrl=%2Fjoin%2F{Code}", Navigation.Uri, StringComparison.Ordinal);
        Assert.Empty(Api.Asked);
    }

    private void SignIn() => _visit.User = new(new ClaimsIdentity(
        [new("sid", "key"), new(ClaimTypes.NameIdentifier, Samples.Me), new(ClaimTypes.Name, "Me")], "cookie"));

    private string Header(string name) => _visit.Response.Headers[name].ToString();

    private IRenderedComponent<Join> Show(string? code = null) => Render<Join>(it => it
        .AddCascadingValue<HttpContext>(_visit).Add(page => page.Code, code ?? Code));
}
