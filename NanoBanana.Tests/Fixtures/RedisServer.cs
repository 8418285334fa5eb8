using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace NanoBanana.Tests.Fixtures;

/// <summary>A real redis-server with a directory of its own, durable as in production.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly string _directory = Watchdog.TemporaryDirectory();
    private readonly string[] _options;
    private ChildProcess _process;

    private RedisServer(string[] options)
    {
        _options = options;
        _process = Launch();
    }

    public int Port { get; } = FreePort.Next();

    public string ConnectionString => $"127.0.0.1:{Port}";

    /// <param name="options">More of redis.conf, such as <c>--maxmemory</c>, <c>1mb</c>.</param>
    public static async Task<RedisServer> StartAsync(params string[] options)
    {
        var server = new RedisServer(options);
        await server.ReadyAsync();
        return server;
    }

    /// <summary>Lets it end in good order: what it holds is on disk.</summary>
    public Task StopAsync() => _process.StopAsync();

    /// <summary>kill -9: what the last second wrote may be lost.</summary>
    public void Kill() => _process.Kill();

    public void Pause() => _process.Pause();

    public void Resume() => _process.Resume();

    /// <summary>Bytes of the append-only file.</summary>
    public long LogLength => LogFile.Length;

    /// <summary>As a power cut does to a killed server: what the disk had not got by then is not in the append-only file.</summary>
    public void CutLog(long length)
    {
        using var file = LogFile.OpenWrite();
        file.SetLength(length);
    }

    private FileInfo LogFile => new DirectoryInfo(_directory).EnumerateFiles("*.incr.aof", SearchOption.AllDirectories).Single();

    /// <summary>Starts it again on the same port with the same data.</summary>
    public async Task RestartAsync()
    {
        _process.Dispose();
        _process = Launch();
        await ReadyAsync();
    }

    public ValueTask DisposeAsync()
    {
        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    private ChildProcess Launch()
    {
        var command = new ProcessStartInfo("redis-server") { WorkingDirectory = _directory };
        string[] arguments =
        [
            "--port", Port.ToString(), "--bind", "127.0.0.1", "--dir", _directory, "--save", "",
            "--appendonly", "yes", "--appendfsync", "everysec", .. _options,
        ];
        foreach (var argument in arguments)
        {
            command.ArgumentList.Add(argument);
        }
        return ChildProcess.Start(command);
    }

    private Task ReadyAsync() => Eventually.TrueAsync(
        async () => !_process.HasExited ? await PongAsync() : throw new InvalidOperationException(_process.Output),
        "Redis to answer");

    private async Task<bool> PongAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", Port);
            await using var stream = client.GetStream();
            await stream.WriteAsync("PING\r\n"u8.ToArray());
            var answer = new byte[7];
            await stream.ReadExactlyAsync(answer);
            return Encoding.ASCII.GetString(answer).StartsWith("+PONG", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false;
        }
    }
}
