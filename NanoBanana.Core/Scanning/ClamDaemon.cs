using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace NanoBanana.Core.Scanning;

/// <summary>One connection to clamd, good for one command. Commands and answers end with a zero byte.</summary>
internal sealed class ClamDaemon : IAsyncDisposable
{
    private const int ChunkLength = 64 << 10;
    private const int ReplyMaxLength = 1024;
    private const int LengthBytes = 4;

    private readonly TcpClient _client = new() { NoDelay = true };

    private ClamDaemon()
    {
    }

    public static async Task<ClamDaemon> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var daemon = new ClamDaemon();
        try
        {
            await daemon._client.ConnectAsync(host, port, cancellationToken);
            return daemon;
        }
        catch
        {
            await daemon.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether an exception means that the daemon cannot be talked to.</summary>
    public static bool IsFailure(Exception exception) => exception is IOException or SocketException;

    public async Task<string> PingAsync(CancellationToken cancellationToken)
    {
        await _client.GetStream().WriteAsync("zPING\0"u8.ToArray(), cancellationToken);
        return await ReadReplyAsync(cancellationToken);
    }

    /// <summary>Sends the rest of a file in chunks, each behind its length (big-endian); an empty one ends it.</summary>
    public async Task<string> ScanAsync(Stream content, CancellationToken cancellationToken)
    {
        var stream = _client.GetStream();
        var chunk = ArrayPool<byte>.Shared.Rent(LengthBytes + ChunkLength);
        try
        {
            await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), cancellationToken);
            int read;
            do
            {
                read = await content.ReadAsync(chunk.AsMemory(LengthBytes, ChunkLength), cancellationToken);
                BinaryPrimitives.WriteInt32BigEndian(chunk, read);
                await stream.WriteAsync(chunk.AsMemory(0, LengthBytes + read), cancellationToken);
            }
            while (read > 0);
        }
        catch (IOException exception) when (exception.InnerException is SocketException)
        {
            // It hung up before the end: it may have said why.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }

        return await ReadReplyAsync(cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> ReadReplyAsync(CancellationToken cancellationToken)
    {
        var stream = _client.GetStream();
        var reply = new byte[ReplyMaxLength];
        var length = 0;
        while (length < reply.Length && await stream.ReadAsync(reply.AsMemory(length), cancellationToken) is > 0 and var read)
        {
            length += read;
            if (reply.AsSpan(0, length).IndexOf((byte)0) is >= 0 and var end)
            {
                return Encoding.ASCII.GetString(reply, 0, end);
            }
        }

        throw new IOException("The answer of clamd has no end.");
    }
}
