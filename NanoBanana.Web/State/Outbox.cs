using System.Net;
using NanoBanana.Contracts.Client;
using NanoBanana.Web.Layout;

namespace NanoBanana.Web.State;

/// <summary>
/// Sends the messages and edits of one circuit, whether they are on the screen or not. What failed for a while is tried again until the
/// circuit ends; an attempt that is under way is not cancelled, because the API may have it already.
/// </summary>
internal sealed class Outbox(Notices notices, TimeProvider time) : IDisposable
{
    private const int Attempts = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _gone = new();

    /// <summary>Shows a message as on its way and sends it. It ends when the message is sent or has a failure; it does not throw.</summary>
    public Task SendAsync(SessionState session, OutboxMessage message)
    {
        session.Messages.Add(message);
        return TryAsync(session, message);
    }

    /// <summary>Sends a message that failed, again. Its key keeps it from being said twice.</summary>
    public Task RetryAsync(SessionState session, OutboxMessage message)
    {
        message.Failure = null;
        return TryAsync(session, message);
    }

    /// <summary>Gives up a message that failed.</summary>
    public static void Drop(SessionState session, OutboxMessage message)
    {
        session.Messages.Drop(message);
        session.Tell();
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task TryAsync(SessionState session, OutboxMessage message)
    {
        session.Tell();
        try
        {
            await SendAsync(session, message, _gone.Token);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            message.Failure = notices.Say(e);
        }
        session.Tell();
    }

    private async Task SendAsync(SessionState session, OutboxMessage message, CancellationToken gone)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await session.SendAsync(message, CancellationToken.None);
                return;
            }
            catch (Exception e) when (attempt < Attempts && IsPassing(e))
            {
                await Task.Delay(Pause * attempt, time, gone);
            }
        }
    }

    /// <summary>A replica that was just replaced, or a line that dropped.</summary>
    private static bool IsPassing(Exception failure) => failure is not (OperationCanceledException
        or ApiException { Status: not (HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout) });
}
