using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using MimeKit;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Accounts;
using NanoBanana.Contracts.Client;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Accounts;

/// <summary>Links to a new password that are asked for and mailed.</summary>
public sealed partial class PasswordMailTests : IAsyncLifetime
{
    private MailServer _mail = null!;
    private LocalSystem _system = null!;
    private HttpClient _http = null!;

    private NanoBananaClient Stranger => new(_http, _ => default);

    public async Task InitializeAsync()
    {
        _mail = MailServer.Start();
        _system = await LocalSystem.StartAsync(
            1, 0,
            KeyValuePair.Create("SMTP_HOST", (string?)"127.0.0.1"),
            KeyValuePair.Create("SMTP_PORT", (string?)_mail.Port.ToString(CultureInfo.InvariantCulture)),
            KeyValuePair.Create("SMTP_SECURITY", (string?)"None"),
            KeyValuePair.Create("SMTP_FROM", (string?)"Nano Banana <banana@example.org>"),
            KeyValuePair.Create("Sharing__WebAddress", (string?)"https://banana.example.org/nano"));
        _http = _system.CreateClient();
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _system.DisposeAsync();
        await _mail.DisposeAsync();
    }

    [Fact]
    public async Task A_link_comes_by_mail_works_once_and_tells_nobody_who_has_an_account()
    {
        using var alice = await _system.CreateUserAsync();
        using var bob = await _system.CreateUserAsync();
        _mail.Refuse(1);
        var unknown = await AskAsync("nobody-of-this-name");
        var known = await AskAsync(alice.User.Username);
        Assert.Equal((HttpStatusCode.Accepted, """{"sendsMail":true}"""), known);
        Assert.Equal(known, unknown);

        var mail = await _mail.NextAsync(0);
        Assert.Equal(alice.User.Email, Assert.Single(mail.To.Mailboxes).Address);
        Assert.Equal("banana@example.org", Assert.Single(mail.From.Mailboxes).Address);
        var code = CodeIn(mail);
        await Stranger.ResetPasswordAsync(code, "a new password of mine");
        Assert.Equal(alice.User, (await Stranger.LoginAsync(new(alice.User.Username, "a new password of mine"))).User);
        var again = await Stranger.ResetPasswordAsync(code, "a new password of mine").ShouldFailAsync(HttpStatusCode.BadRequest);
        Assert.Equal(ProblemCodes.BadLink, again.Code);

        // By address, in the reader's language; and only so many in an hour.
        for (var i = 0; i < 6; i++)
        {
            await AskAsync(bob.User.Email, "zh-CN,zh;q=0.9,en;q=0.5");
        }

        await AskAsync(alice.User.Username);
        var last = await _mail.NextAsync(4);
        Assert.Equal(alice.User.Email, Assert.Single(last.To.Mailboxes).Address);
        Assert.All(_mail.Mails.Skip(1).Take(3), sent => Assert.Equal(
            (bob.User.Email, "Nano Banana：设置新密码"), (Assert.Single(sent.To.Mailboxes).Address, sent.Subject)));
        Assert.DoesNotContain(CodeIn(last), _system.Apis[0].Log, StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode Status, string Body)> AskAsync(string login, string languages = "en")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Routes.PasswordReset)
        {
            Content = JsonContent.Create(new AskPasswordResetRequest(login), options: ContractJson.Default.Options),
        };
        request.Headers.Add("Accept-Language", languages);
        using var answer = await _http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static string CodeIn(MimeMessage mail) => LinkPattern().Match(mail.TextBody!).Groups[1].Value;

    [GeneratedRegex(@"https://banana\.example\.org/nano/reset/(\S+)")]
    private static partial Regex LinkPattern();
}
