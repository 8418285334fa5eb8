using System.Text.Json;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Deployment;

/// <summary>Everything that can be set is set once, on Amazon S3 and on Aliyun OSS.</summary>
public sealed class ManifestFixture : IAsyncLifetime
{
    private const string Secret = "this-value-is-secret-";

    internal static string[] Secrets =>
        ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "GEMINI_API_KEY", "OPENAI_API_KEY", "SMTP_PASSWORD", "JWT_SECRET"];

    internal static string MarkOfSecrets => Secret;

    internal Manifest Aws { get; private set; } = null!;

    internal Manifest Aliyun { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        (string, string)[] both =
        [
            .. Secrets.Select(name => (name, $"{Secret}{name}")),
            ("SMTP_HOST", "mail.example"), ("SMTP_PORT", "587"), ("SMTP_USER", "u"), ("SMTP_FROM", "a@example.org"),
            ("SMTP_SECURITY", "Tls"),
            ("GEMINI_MODEL", "m"), ("GEMINI_BASE_URL", "https://gemini.example"),
            ("OPENAI_IMAGE_MODEL", "m"), ("OPENAI_BASE_URL", "https://openai.example"),
            ("CLAMAV", "true"), ("TRUSTED_PROXIES", "192.0.2.7"), ("ALLOWED_HOSTS", "web.example"), ("WEB_ADDRESS", "https://web.example"),
            ("Engines__Local__Models", "off"), ("Engines__Local__FaceCascade", "/usr/share/faces.xml"), ("Images__FromAddress", "true"),
        ];
        Aws = await Manifest.PublishAsync(
        [
            .. both,
            ("STORAGE_TYPE", "aws"), ("AWS_REGION", "eu-central-1"), ("AWS_S3_BUCKET", "b"), ("AWS_ENDPOINT_URL_S3", "https://s3.example"),
        ]);
        Aliyun = await Manifest.PublishAsync([.. both, ("STORAGE_TYPE", "aliyun")]);
    }

    public Task DisposeAsync() => Task.CompletedTask;
}

public sealed class ManifestTests(ManifestFixture fixture) : IClassFixture<ManifestFixture>
{
    private static readonly string[] Services = ["api", "worker", "web"];

    // The AppHost trusts what is in front in Container Apps, publishes no store of files and knows no rotation of the secret.
    private static readonly string[] OnlyInCompose =
        ["ForwardedHeaders__KnownNetworks__0", "Storage__Directory", "JWT_SECRET_PREVIOUS_FILE"];

    public static TheoryData<string> AllServices => [.. Services];

    [Fact]
    public void The_three_services_and_Redis_are_published()
    {
        Assert.All(Services, service => Assert.Equal("project.v0", Type(service)));
        Assert.All(["redis", "clamav"], container => Assert.StartsWith("container.v", Type(container), StringComparison.Ordinal));
        Assert.Equal(
            ["NanoBanana.Api.csproj", "NanoBanana.Worker.csproj", "NanoBanana.Web.csproj"],
            Services.Select(service => Path.GetFileName(fixture.Aws[service].GetProperty("path").GetString())));
    }

    [Fact]
    public void Only_the_api_and_the_web_app_are_reached_from_outside()
    {
        Assert.Equal(["api", "web"], fixture.Aws.Names.Where(name => Bindings(name).Any(IsExternal)));
    }

    [Fact]
    public void Redis_logs_every_write_has_a_password_and_a_volume()
    {
        var redis = fixture.Aws["redis"];
        var command = string.Join(' ', redis.GetProperty("args").EnumerateArray().Select(argument => argument.GetString()));

        Assert.Contains("--appendonly yes", command);
        Assert.Contains("--appendfsync everysec", command);
        Assert.Contains("--requirepass", command);
        Assert.Contains("--maxmemory-policy noeviction", command);
        Assert.Equal("/data", redis.GetProperty("volumes")[0].GetProperty("target").GetString());
        Assert.Equal("nanobanana-redis", redis.GetProperty("volumes")[0].GetProperty("name").GetString());
    }

    [Fact]
    public void A_secret_is_asked_for_and_never_written_down()
    {
        foreach (var name in ManifestFixture.Secrets)
        {
            var input = fixture.Aws[name.ToLowerInvariant().Replace('_', '-')].GetProperty("inputs").GetProperty("value");
            Assert.True(input.GetProperty("secret").GetBoolean(), name);
        }

        Assert.DoesNotContain(ManifestFixture.MarkOfSecrets, fixture.Aws.Text);
        Assert.DoesNotContain(ManifestFixture.MarkOfSecrets, fixture.Aliyun.Text);
    }

    [Fact]
    public void Names_are_no_secrets() => Assert.All(
        ["aws-region", "aws-s3-bucket", "aws-endpoint-url-s3", "gemini-model", "openai-base-url"],
        name => Assert.False(fixture.Aws[name].GetProperty("inputs").GetProperty("value").TryGetProperty("secret", out _), name));

    [Fact]
    public void No_path_of_this_machine_is_in_it()
    {
        Assert.DoesNotContain(SourceTree.PathTo(), fixture.Aws.Text);
        Assert.DoesNotContain(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + "/", fixture.Aws.Text);
        Assert.DoesNotContain(Path.GetTempPath(), fixture.Aws.Text);
    }

    [Theory]
    [MemberData(nameof(AllServices))]
    public void Compose_gives_a_service_what_the_AppHost_gives_it(string service)
    {
        var published = fixture.Aws.EnvironmentOf(service).Union(fixture.Aliyun.EnvironmentOf(service))
            .Where(name => !OfThePlatform(name)).Select(InCompose).Distinct().Order(StringComparer.Ordinal);
        var composed = new ComposeFile().Keys("services", service, "environment")
            .Where(name => !OnlyInCompose.Contains(name) && !OfThePlatform(name)).Order(StringComparer.Ordinal);

        Assert.Equal(published, composed);
    }

    [Fact]
    public async Task Files_are_refused_because_containers_share_none()
    {
        var output = await Manifest.RefuseAsync(("STORAGE_TYPE", "local"));

        Assert.Contains("Containers share no files; set STORAGE_TYPE to aws or aliyun to publish.", output);
    }

    [Theory]
    [InlineData("compose", "PUBLISH_TO=compose needs the cloud packages")]
    [InlineData("moon", "PUBLISH_TO is 'moon'; set it to azure or compose.")]
    public async Task A_place_that_nothing_can_be_published_to_is_refused(string place, string sentence)
    {
        var output = await Manifest.RefuseAsync(("STORAGE_TYPE", "aws"), ("PUBLISH_TO", place));

        Assert.Contains(sentence, output);
    }


    private static string InCompose(string name) => name switch
    {
        "ConnectionStrings__redis" => "REDIS_HOST",
        "Jwt__Secret" => "JWT_SECRET_FILE",
        "REDIS_PASSWORD" or "SMTP_PASSWORD" => name + "_FILE",
        _ when name.EndsWith("_KEY", StringComparison.Ordinal) || name.Contains("_ACCESS_KEY_", StringComparison.Ordinal) => name + "_FILE",
        _ => name,
    };

    // Aspire sets these for every project and for every reference; our services take other names for the same.
    private static bool OfThePlatform(string name) =>
        name is "HTTP_PORTS" or "REDIS_PORT" or "REDIS_URI" or "API_HTTP" or "API_HTTPS" or "services__api__https__0"
        || name.StartsWith("OTEL_", StringComparison.Ordinal) || name.StartsWith("ASPNETCORE_", StringComparison.Ordinal);

    private string Type(string resource) => fixture.Aws[resource].GetProperty("type").GetString()!;

    private IEnumerable<JsonElement> Bindings(string resource) => fixture.Aws[resource].TryGetProperty("bindings", out var bindings)
        ? bindings.EnumerateObject().Select(binding => binding.Value)
        : [];

    private static bool IsExternal(JsonElement binding) => binding.TryGetProperty("external", out var external) && external.GetBoolean();
}
