using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace NanoBanana.Tests.Fixtures;

/// <summary>A real clamd with a database of two signatures that are made here; nothing is downloaded.</summary>
public sealed class ClamAvServer : IAsyncDisposable
{
    // Debian's place is on the path of root alone.
    private static readonly string Program = File.Exists("/usr/sbin/clamd") ? "/usr/sbin/clamd" : "clamd";

    private readonly string _directory = Watchdog.TemporaryDirectory();
    private readonly string _configuration;
    private ChildProcess _process;

    private ClamAvServer(long streamMaxLength)
    {
        var databases = Directory.CreateDirectory(Path.Combine(_directory, "database"));
        File.WriteAllText(Path.Combine(databases.FullName, "local.ndb"), $"Test.Marker:0:*:{Convert.ToHexStringLower(Marker)}\n");
        File.WriteAllText(
            Path.Combine(databases.FullName, "local.hsb"),
            $"{Convert.ToHexStringLower(SHA256.HashData(Eicar))}:{Eicar.Length}:Eicar-Test-Signature\n");
        _configuration = Path.Combine(_directory, "clamd.conf");
        File.WriteAllText(_configuration, $"""
            Foreground yes
            TCPAddr 127.0.0.1
            TCPSocket {Port}
            DatabaseDirectory {databases.FullName}
            TemporaryDirectory {_directory}
            StreamMaxLength {streamMaxLength}
            {(Environment.UserName == "root" ? "User root" : "")}

            """);
        _process = Launch();
    }

    /// <summary>Bytes that the scanner takes for malware wherever they stand.</summary>
    public static byte[] Marker { get; } = Encoding.ASCII.GetBytes("nano-banana test marker: " + Guid.NewGuid().ToString("N"));

    /// <summary>The harmless file that every scanner knows, put together here so that no scanner on this machine minds the test.</summary>
    public static byte[] Eicar { get; } = Encoding.ASCII.GetBytes(
        @"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS" + "-TEST-FILE!$H+H*");

    public int Port { get; } = FreePort.Next();

    public string Log => _process.Output;

    public static async Task<ClamAvServer> StartAsync(long streamMaxLength = 30 << 20)
    {
        var server = new ClamAvServer(streamMaxLength);
        await server.ReadyAsync();
        return server;
    }

    public void Kill() => _process.Kill();

    public void Pause() => _process.Pause();

    public void Resume() => _process.Resume();

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

    private ChildProcess Launch() => ChildProcess.Start(new ProcessStartInfo(Program, ["--config-file", _configuration]));

    private Task ReadyAsync() => Eventually.TrueAsync(
        async () => !_process.HasExited ? await AnswersAsync() : throw new InvalidOperationException($"clamd ended:\n{Log}"),
        "clamd to answer");

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", Port);
            await client.GetStream().WriteAsync("zPING\0"u8.ToArray());
            return await client.GetStream().ReadAsync(new byte[16]) > 0;
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false;
        }
    }
}
