using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Deployment;

public sealed class SecretFileTests
{
    [Theory]
    [InlineData("JWT_SECRET", "Jwt:Secret")]
    [InlineData("JWT_SECRET_PREVIOUS", "Jwt:PreviousSecret")]
    [InlineData("GEMINI_API_KEY", "Gemini:ApiKey")]
    [InlineData("OPENAI_API_KEY", "OpenAI:ApiKey")]
    [InlineData("SMTP_PASSWORD", "Mail:Password")]
    [InlineData("AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY_ID")]
    [InlineData("AWS_SECRET_ACCESS_KEY", "AWS_SECRET_ACCESS_KEY")]
    [InlineData("ALIYUN_ACCESS_KEY_ID", "ALIYUN_ACCESS_KEY_ID")]
    [InlineData("ALIYUN_ACCESS_KEY_SECRET", "ALIYUN_ACCESS_KEY_SECRET")]
    public void A_file_gives_the_setting_its_value_without_the_line_end(string name, string key)
    {
        var service = Service((name + "_FILE", FileWith("from a file\n")));

        Assert.Equal("from a file", service.Configuration[key]);
    }

    [Fact]
    public void The_password_of_Redis_from_a_file_is_in_the_connection_string()
    {
        var service = Service(("REDIS_HOST", "redis"), ("REDIS_PASSWORD_FILE", FileWith("hush\r\n")));

        Assert.Equal("redis:6379,password=hush", service.Configuration["ConnectionStrings:redis"]);
    }

    [Fact]
    public void A_value_counts_before_a_file()
    {
        var service = Service(("JWT_SECRET", "from a variable"), ("JWT_SECRET_FILE", FileWith("from a file")));

        Assert.Equal("from a variable", service.Configuration["Jwt:Secret"]);
    }

    [Fact]
    public void An_empty_file_counts_as_not_set()
    {
        var service = Service(("GEMINI_API_KEY_FILE", FileWith("")));

        Assert.Null(service.Configuration["Gemini:ApiKey"]);
    }

    [Fact]
    public void A_variable_of_that_form_that_names_no_secret_of_ours_is_left_alone()
    {
        var service = Service(("AWS_WEB_IDENTITY_TOKEN_FILE", FileWith("token")));

        Assert.Null(service.Configuration["AWS_WEB_IDENTITY_TOKEN"]);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_named()
    {
        using var provider = Service(("JWT_SECRET_FILE", "/nowhere/jwt_secret")).Services.BuildServiceProvider();

        var failure = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IStartupValidator>().Validate);

        Assert.Equal(["Set JWT_SECRET_FILE to a file that this service can read; /nowhere/jwt_secret is none."], failure.Failures);
    }

    [Fact]
    public async Task A_service_ends_at_start_with_that_sentence()
    {
        await using var service = ServiceProcess.Launch("NanoBanana.Worker", new Dictionary<string, string?>
        {
            ["ConnectionStrings__redis"] = "127.0.0.1:1",
            ["GEMINI_API_KEY_FILE"] = "/nowhere/gemini",
        });

        await service.EndAsync();

        Assert.Contains("Set GEMINI_API_KEY_FILE to a file that this service can read", service.Log);
        Assert.DoesNotContain("   at ", service.Log);
    }

    private static HostApplicationBuilder Service(params IEnumerable<(string Name, string Value)> settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        foreach (var (name, value) in settings)
        {
            builder.Configuration[name] = value;
        }

        return builder.AddFlatNames();
    }

    private static string FileWith(string text)
    {
        var path = Path.Combine(Watchdog.TemporaryDirectory(), "secret");
        File.WriteAllText(path, text);
        return path;
    }
}
