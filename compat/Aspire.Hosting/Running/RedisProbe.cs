using System.Net.Sockets;
using System.Text;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>Healthy is what answers PING; a server that still loads its data does not.</summary>
internal sealed class RedisProbe(RedisResource redis) : IHealthProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<bool> IsHealthyAsync(int replica, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(redis.PrimaryEndpoint.Host, redis.PrimaryEndpoint.Port, deadline.Token);
            var stream = client.GetStream();
            await stream.WriteAsync(await GreetingAsync(cancellationToken), deadline.Token);
            return await AnswersAsync(stream, deadline.Token);
        }
        catch (Exception e) when (e is SocketException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    private async Task<byte[]> GreetingAsync(CancellationToken cancellationToken)
    {
        var password = redis.PasswordParameter is { } secret ? await secret.GetValueAsync(cancellationToken) : null;
        return Encoding.UTF8.GetBytes((password is null ? "" : Command("AUTH", password)) + Command("PING"));
    }

    private static string Command(params string[] words) =>
        $"*{words.Length}\r\n{string.Concat(words.Select(w => $"${Encoding.UTF8.GetByteCount(w)}\r\n{w}\r\n"))}";

    private static async Task<bool> AnswersAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line is "+PONG" || line.StartsWith('-'))
            {
                return line is "+PONG";
            }
        }

        return false;
    }
}
