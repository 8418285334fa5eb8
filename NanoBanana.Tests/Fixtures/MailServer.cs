using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using MimeKit;

namespace NanoBanana.Tests.Fixtures;

/// <summary>An SMTP server that takes every mail and keeps it (RFC 5321, as much of it as a client says to send one).</summary>
public sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<MimeMessage> _mails = new();
    private readonly Task _listening;
    private int _refusals;

    private MailServer()
    {
        _listener.Start();
        _listening = ListenAsync();
    }

    public static MailServer Start() => new();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public IReadOnlyList<MimeMessage> Mails => [.. _mails];

    /// <summary>Answers the next so many connections that it is busy.</summary>
    public void Refuse(int connections) => _refusals = connections;

    public Task<MimeMessage> NextAsync(int number) => Eventually.GetAsync(
        () => Task.FromResult(_mails.ElementAtOrDefault(number)), $"mail {number + 1}", TimeSpan.FromSeconds(60));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _listening;
        _end.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_end.Token);
                await ServeAsync(client);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream);
        await using var writer = new StreamWriter(stream) { NewLine = "\r\n", AutoFlush = true };
        if (Interlocked.Decrement(ref _refusals) >= 0)
        {
            await writer.WriteLineAsync("421 Busy");
            return;
        }

        await writer.WriteLineAsync("220 mail");
        while (await reader.ReadLineAsync(_end.Token) is { } line && line != "QUIT")
        {
            if (line != "DATA")
            {
                await writer.WriteLineAsync("250 OK");
                continue;
            }

            await writer.WriteLineAsync("354 Go on");
            _mails.Enqueue(await ReadMailAsync(reader));
            await writer.WriteLineAsync("250 OK");
        }
    }

    private async Task<MimeMessage> ReadMailAsync(StreamReader reader)
    {
        using var content = new MemoryStream();
        await using var text = new StreamWriter(content) { NewLine = "\r\n" };
        while (await reader.ReadLineAsync(_end.Token) is { } line && line != ".")
        {
            await text.WriteLineAsync(line.StartsWith('.') ? line[1..] : line);
        }

        await text.FlushAsync();
        content.Position = 0;
        return await MimeMessage.LoadAsync(content, _end.Token);
    }
}
