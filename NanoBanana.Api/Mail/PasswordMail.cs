using System.Threading.Channels;
using MailKit;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Options;
using MimeKit;
using NanoBanana.Api.Sharing;
using NanoBanana.Core.Accounts;
using NanoBanana.Core.Sharing;
using NanoBanana.Core.Throttling;
using Polly;

namespace NanoBanana.Api.Mail;

/// <summary>
/// Mails links to a new password to those who ask for one. A request only says for whom: it is answered before anything is looked up, so
/// that neither the answer nor its time tells whether there is such an account.
/// </summary>
internal sealed partial class PasswordMail(
    UserStore users, PasswordResets resets, RateLimiter limiter, ShareLinks links, IOptions<MailOptions> options,
    IOptions<LimitOptions> limits,
    TimeProvider time, ILogger<PasswordMail> logger) : BackgroundService
{
    private const int WaitingAtMost = 1000;

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1)];

    private readonly ResiliencePipeline _sending = new ResiliencePipelineBuilder { Name = "mail", TimeProvider = time }
        .AddRetry(new()
        {
            ShouldHandle = new PredicateBuilder().Handle<Exception>(IsPassing),
            MaxRetryAttempts = Pauses.Length,
            DelayGenerator = next => new(Pauses[next.AttemptNumber]),
        }).Build();

    private readonly Channel<(string Login, bool InChinese)> _asked = Channel.CreateBounded<(string, bool)>(WaitingAtMost);

    /// <returns>False when too many wait; the caller should come back later.</returns>
    public bool TryAsk(string login, bool inChinese) => !options.Value.IsOn || _asked.Writer.TryWrite((login, inChinese));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (login, inChinese) in _asked.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await AnswerAsync(login, inChinese, stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }
        }
    }

    private async Task AnswerAsync(string login, bool inChinese, CancellationToken cancellationToken)
    {
        if (await users.FindByLoginAsync(login) is not { IsDisabled: false } user)
        {
            return;
        }

        if (!(await limiter.AdmitAsync(user.Id, limits.Value.PasswordMails)).IsAdmitted)
        {
            LogTooMany(user.Id);
            return;
        }

        var (code, _) = await resets.IssueAsync(user.Id);
        var mail = Write(user, links.PasswordReset(code), inChinese);
        await _sending.ExecuteAsync(async stopping => await SendAsync(mail, stopping), cancellationToken);
        LogSent(user.Id);
    }

    private async Task SendAsync(MimeMessage mail, CancellationToken cancellationToken)
    {
        var server = options.Value;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(server.Timeout);
        using var client = new SmtpClient();
        await client.ConnectAsync(server.Host!, server.Port, server.Sockets, deadline.Token);
        if (server.User is { Length: > 0 } name)
        {
            await client.AuthenticateAsync(name, server.Password ?? "", deadline.Token);
        }

        await client.SendAsync(mail, deadline.Token);
        await client.DisconnectAsync(true, deadline.Token);
    }

    private MimeMessage Write(UserRow user, string link, bool inChinese)
    {
        var minutes = (int)PasswordResets.Lifetime.TotalMinutes;
        return new(
            [MailboxAddress.Parse(options.Value.From!)], [new MailboxAddress(user.Username, user.Email)],
            inChinese ? "Nano Banana：设置新密码" : "Nano Banana: set a new password",
            new TextPart("plain")
            {
                Text = inChinese
                    ? $"您好，{user.Username}！\n\n请用此链接设置新密码。它在 {minutes} 分钟内有效，只能使用一次，并会登出您的所有设备：\n\n{link}\n\n如果您没有提出此请求，请忽略这封邮件。\n"
                    : $"Hello {user.Username},\n\nthis link sets a new password. It is good for {minutes} minutes and for one use, "
                        + $"and signs all of your devices out:\n\n{link}\n\nIf you did not ask for it, do nothing.\n",
            });
    }

    /// <summary>What may go better a little later: no connection, a server that is busy, time that ran out.</summary>
    private static bool IsPassing(Exception exception) => exception switch
    {
        SmtpCommandException refused => (int)refused.StatusCode is >= 400 and < 500,
        SmtpProtocolException or ServiceNotConnectedException or IOException or System.Net.Sockets.SocketException => true,
        OperationCanceledException => true,
        _ => false,
    };

    [LoggerMessage(LogLevel.Information, "A link to a new password was mailed to account {UserId}", EventName = "password-mail.sent")]
    private partial void LogSent(string userId);

    [LoggerMessage(LogLevel.Information, "Account {UserId} gets no more mail for now", EventName = "password-mail.limited")]
    private partial void LogTooMany(string userId);

    [LoggerMessage(
        LogLevel.Error, "A link to a new password could not be mailed: look at the SMTP settings and the mail server",
        EventName = "password-mail.failed")]
    private partial void LogFailed(Exception exception);
}

internal static class MailServices
{
    public static void AddMail(this IServiceCollection services)
    {
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section)
            .Validate<IOptions<SharingOptions>>(
                (mail, sharing) => !mail.IsOn || sharing.Value.WebAddress is not null,
                "Set Sharing:WebAddress to the address of the web app: links in mails lead there.")
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsValidator>();
        services.AddSingleton<PasswordMail>().AddHostedService(provider => provider.GetRequiredService<PasswordMail>());
    }
}
