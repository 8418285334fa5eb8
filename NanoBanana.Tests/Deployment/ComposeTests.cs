using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Deployment;

public sealed class ComposeTests
{
    private static readonly string[] Own = ["api", "worker", "web"];
    private static readonly ComposeFile File = new();

    public static TheoryData<string> OwnServices => [.. Own];

    public static TheoryData<string> Hardened => [.. Own, "redis"];

    [Fact]
    public void The_whole_system_is_in_the_file() => Assert.Equal(["api", "worker", "web", "redis", "clamav"], File.Services);

    [Theory]
    [MemberData(nameof(Hardened))]
    public void A_service_has_no_root_no_capabilities_and_no_file_system_to_write_to(string service)
    {
        Assert.Matches("^[1-9][0-9]*:[1-9][0-9]*$", (string?)File.Value("services", service, "user"));
        Assert.Equal("true", File.Value("services", service, "read_only"));
        Assert.Equal(["ALL"], File.List("services", service, "cap_drop"));
        Assert.Equal(["no-new-privileges:true"], File.List("services", service, "security_opt"));
        Assert.Null(File.Value("services", service, "privileged"));
    }

    [Theory]
    [MemberData(nameof(Hardened))]
    public void A_service_starts_again_and_says_how_it_is(string service)
    {
        Assert.Equal("unless-stopped", File.Value("services", service, "restart"));
        Assert.NotEmpty(File.List("services", service, "healthcheck", "test"));
    }

    [Theory]
    [MemberData(nameof(OwnServices))]
    public void A_service_is_built_by_the_Dockerfile_and_waits_for_Redis(string service)
    {
        var dockerfile = SourceTree.Read("deploy", "Dockerfile");

        Assert.Equal("deploy/Dockerfile", File.Value("services", service, "build", "dockerfile"));
        Assert.Equal(service, File.Value("services", service, "build", "target"));
        Assert.Contains($" AS {service}\n", dockerfile);
        Assert.Contains("HEALTHCHECK", dockerfile);
        Assert.Equal("service_healthy", File.Value("services", service, "depends_on", "redis", "condition"));
    }

    [Fact]
    public void The_worker_is_built_with_the_model_unless_it_is_left_out()
    {
        var dockerfile = SourceTree.Read("deploy", "Dockerfile");
        var (models, worker) = (Between(" AS models", " AS service"), Between(" AS worker", " AS web"));

        Assert.Equal("${MODELS:-auto}", File.Value("services", "worker", "build", "args", "MODELS"));
        Assert.Contains("ARG MODELS=auto", models);
        Assert.Contains("./fetch-models.sh /models", models);
        Assert.Contains("ENV MODELS_DIR=/models", worker);
        Assert.Contains("COPY --from=models /models /models", worker);
        Assert.Contains("!scripts/fetch-models.sh", SourceTree.Read(".dockerignore").Split('\n'));

        string Between(string start, string end) =>
            dockerfile[dockerfile.IndexOf(start, StringComparison.Ordinal)..dockerfile.IndexOf(end, StringComparison.Ordinal)];
    }

    [Fact]
    public void The_web_app_is_built_with_the_decoder_of_heic_unless_it_is_left_out()
    {
        var dockerfile = SourceTree.Read("deploy", "Dockerfile");
        var web = dockerfile[dockerfile.IndexOf(" AS web", StringComparison.Ordinal)..];

        Assert.Equal("${MODELS:-auto}", File.Value("services", "web", "build", "args", "MODELS"));
        Assert.Contains("./fetch-heic.sh /heic/libheif", dockerfile);
        Assert.Contains("COPY --from=models /heic /models", web);
        Assert.Contains("ENV MODELS_DIR=/models", web);
        Assert.Contains("!scripts/fetch-heic.sh", SourceTree.Read(".dockerignore").Split('\n'));
    }

    [Fact]
    public void Only_the_api_and_the_web_app_are_published_and_only_to_this_machine_unless_asked()
    {
        Assert.Equal(["api", "web"], File.Services.Where(service => File.Value("services", service, "ports") is not null));
        Assert.All((string[])["api", "web"], service =>
            Assert.StartsWith("${BIND:-127.0.0.1}:", Assert.Single(File.List("services", service, "ports"))));
    }

    [Fact]
    public void Redis_is_reached_only_by_the_services_asks_for_a_password_and_keeps_all()
    {
        var configuration = File.List("services", "redis", "command")[^1];

        Assert.Equal(["inside"], File.List("services", "redis", "networks"));
        Assert.Equal("true", File.Value("networks", "inside", "internal"));
        Assert.Contains("requirepass $$(cat /run/secrets/redis_password)", configuration);
        Assert.Contains("appendonly yes", configuration);
        Assert.Contains("appendfsync ${REDIS_APPENDFSYNC:-everysec}", configuration);
        Assert.Contains("maxmemory-policy noeviction", configuration);
        Assert.Equal(["redis:/data"], File.List("services", "redis", "volumes"));
    }

    [Fact]
    public void The_api_believes_the_network_that_no_published_port_leads_to()
    {
        var subnet = "${INSIDE_NETWORK:-10.213.77.0/24}";
        var configuration = (List<object?>)File.Value("networks", "inside", "ipam", "config")!;

        Assert.Equal(subnet, ((Dictionary<object, object?>)configuration.Single()!)["subnet"]);
        Assert.Equal(subnet, File.Value("services", "api", "environment", "ForwardedHeaders__KnownNetworks__0"));
        Assert.Equal(["inside"], File.List("services", "api", "networks").Intersect(File.List("services", "web", "networks")));
    }

    [Theory]
    [MemberData(nameof(Hardened))]
    public void A_secret_is_a_file_that_the_service_mounts(string service)
    {
        var mounted = File.List("services", service, "secrets");
        var named = File.Keys("services", service, "environment").Where(name => name.EndsWith("_FILE", StringComparison.Ordinal))
            .Select(name => (Name: name, Path: (string)File.Value("services", service, "environment", name)!)).ToArray();

        Assert.All(named, file => Assert.Equal($"/run/secrets/{file.Name[..^"_FILE".Length].ToLowerInvariant()}", file.Path));
        Assert.DoesNotContain(
            File.Keys("services", service, "environment").Where(name => !name.EndsWith("_FILE", StringComparison.Ordinal)),
            name => name.Contains("SECRET") || name.Contains("KEY") || name.Contains("PASSWORD"));
        if (service != "redis")
        {
            Assert.Equal(mounted.Order(), named.Select(file => Path.GetFileName(file.Path)).Order());
        }

        Assert.Contains("redis_password", mounted);
    }

    [Fact]
    public async Task Init_makes_every_secret_once()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Watchdog.TemporaryDirectory(), "deploy")).FullName;
        var script = Path.Combine(folder, "init.sh");
        System.IO.File.Copy(SourceTree.PathTo("deploy", "init.sh"), script);
        await RunAsync(script);
        var first = Contents(folder);
        await RunAsync(script);

        Assert.Equal(File.Secrets.Order(), first.Keys.Order());
        Assert.All(File.Secrets, secret => Assert.Equal($"./deploy/secrets/{secret}", File.Value("secrets", secret, "file")));
        Assert.Equal(first, Contents(folder));
        Assert.Matches("^[A-Za-z0-9_-]{64}$", first["redis_password"]);
        Assert.Matches("^[A-Za-z0-9_-]{64}$", first["jwt_secret"]);
        Assert.NotEqual(first["jwt_secret"], first["redis_password"]);
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            new DirectoryInfo(Path.Combine(folder, "secrets")).UnixFileMode);
    }

    [Fact]
    public void Neither_secrets_nor_data_reach_git_or_the_images()
    {
        Assert.Contains("deploy/secrets/", SourceTree.Read(".gitignore").Split('\n'));
        Assert.Equal("*", SourceTree.Read(".dockerignore").Split('\n').First(line => !line.StartsWith('#')));
        Assert.DoesNotContain(SourceTree.Read(".dockerignore").Split('\n'), line => line is "!deploy" or "!deploy/" or "!deploy/**");
    }

    private static async Task RunAsync(string script)
    {
        using var process = ChildProcess.Start(new("bash", [script]));
        await process.EndAsync();
        Assert.Contains("docker compose up", process.Output);
    }

    private static Dictionary<string, string> Contents(string folder) => Directory.GetFiles(Path.Combine(folder, "secrets"))
        .ToDictionary(path => Path.GetFileName(path), System.IO.File.ReadAllText);
}
