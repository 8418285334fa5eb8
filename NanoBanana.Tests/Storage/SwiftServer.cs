using System.Diagnostics;
using Amazon.S3;
using NanoBanana.Core.Storage;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Storage;

/// <summary>
/// A real S3 server for a test class: OpenStack Swift with its S3 interface, four processes on loopback, all data in
/// a temporary folder. Debian: swift-proxy, swift-account, swift-container, swift-object.
/// </summary>
public sealed class SwiftServer : IAsyncLifetime
{
    private static readonly string[] Kinds = ["account", "container", "object"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("swift-");
    private readonly List<ChildProcess> _processes = [];

    internal StorageOptions Options { get; private set; } = new();

    public async Task InitializeAsync()
    {
        if (!File.Exists("/usr/bin/swift-proxy-server"))
        {
            throw new InvalidOperationException(
                "Install an S3 server: apt-get install swift-proxy swift-account swift-container swift-object.");
        }

        Directory.CreateDirectory(Path.Combine(_folder.FullName, "devices", "d1"));
        var ports = Kinds.Append("proxy").Select(_ => FreePort.Next()).ToArray();
        await Task.WhenAll(Kinds.Select((kind, index) => CreateRingAsync(kind, ports[index])));
        foreach (var (kind, port) in Kinds.Zip(ports))
        {
            Start(kind, Configuration(port) + $"""
                devices = {_folder.FullName}/devices
                mount_check = false
                [pipeline:main]
                pipeline = {kind}-server
                [app:{kind}-server]
                use = egg:swift#{kind}
                """);
        }

        // The pipeline insists on a cache; it works without one that answers. A busy machine is no reason to give a server up: half a
        // second for a connection is the default, and after ten failures all is refused for a minute.
        Start("proxy", Configuration(ports[^1]) + """
            [pipeline:main]
            pipeline = catch_errors cache s3api tempauth slo dlo proxy-server
            [app:proxy-server]
            use = egg:swift#proxy
            account_autocreate = true
            conn_timeout = 20
            node_timeout = 60
            recoverable_node_timeout = 60
            error_suppression_limit = 1000000
            [filter:catch_errors]
            use = egg:swift#catch_errors
            [filter:cache]
            use = egg:swift#memcache
            memcache_servers = 127.0.0.1:9
            [filter:s3api]
            use = egg:swift#s3api
            location = us-east-1
            [filter:tempauth]
            use = egg:swift#tempauth
            user_test_tester = testing .admin
            [filter:slo]
            use = egg:swift#slo
            [filter:dlo]
            use = egg:swift#dlo
            """);
        Options = new StorageOptions
        {
            Type = StorageOptions.Aws,
            ServiceUrl = $"http://127.0.0.1:{ports[^1]}",
            ForcePathStyle = true,
            Bucket = "images",
            Prefix = "tests",
            AccessKey = "test:tester",
            SecretKey = "testing",
        };
        await CreateBucketAsync();
    }

    public Task DisposeAsync()
    {
        _processes.ForEach(process => process.Dispose());
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    private async Task CreateBucketAsync()
    {
        using var client = S3Configuration.CreateClient(Options);
        var deadline = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await client.PutBucketAsync(Options.Bucket);
                return;
            }
            catch (Exception starting)
                when (starting is AmazonS3Exception or HttpRequestException && deadline.Elapsed < TimeSpan.FromSeconds(60))
            {
                await Task.Delay(100);
            }
        }
    }

    private async Task CreateRingAsync(string kind, int port)
    {
        await RingAsync("create", "2", "1", "0");
        await RingAsync("add", $"r1z1-127.0.0.1:{port}/d1", "1");
        await RingAsync("rebalance");

        async Task RingAsync(params string[] arguments)
        {
            var start = new ProcessStartInfo("swift-ring-builder", [$"{kind}.builder", .. arguments])
            {
                WorkingDirectory = _folder.FullName,
                RedirectStandardOutput = true,
            };
            using var process = Process.Start(start)!;
            await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
        }
    }

    private string Configuration(int port) => $"""
        [DEFAULT]
        bind_ip = 127.0.0.1
        bind_port = {port}
        workers = 0
        user = {Environment.UserName}
        swift_dir = {_folder.FullName}

        """;

    private void Start(string kind, string configuration)
    {
        var file = Path.Combine(_folder.FullName, $"{kind}.conf");
        File.WriteAllText(file, configuration);
        _processes.Add(ChildProcess.Start(new ProcessStartInfo($"swift-{kind}-server", [file])));
    }
}
