using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Operations;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("Jwt__Secret", "short", "Set JWT_SECRET")]
    [InlineData("Jwt__Secret", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "Set JWT_SECRET")]
    [InlineData("Storage__Type", "floppy", "local, aws or aliyun")]
    [InlineData("Accounts__BCryptCost", "99", "BCryptCost")]
    [InlineData("Limits__RequestsPerUser", "0", "RequestsPerUser")]
    [InlineData("JWT_SECRET_PREVIOUS", "short", "Set JWT_SECRET_PREVIOUS")]
    public async Task A_setting_that_makes_no_sense_ends_the_service_with_a_sentence(string name, string value, string sentence) =>
        await ShouldEndAsync(sentence, (name, value));

    [Theory]
    [InlineData("Jwt__Secret", "your-256-bit-secret-change-me-in-production", "JWT_SECRET is that of an example")]
    [InlineData("ConnectionStrings__redis", "127.0.0.1:1,password=password", "The password of Redis")]
    [InlineData("ConnectionStrings__redis", "127.0.0.1:1,password=123456", "The password of Redis")]
    [InlineData("AWS_SECRET_ACCESS_KEY", "minioadmin", "AWS_SECRET_ACCESS_KEY is one")]
    public async Task In_production_a_secret_that_everybody_knows_ends_the_service(string name, string value, string sentence) =>
        await ShouldEndAsync(sentence, (name, value), ("ASPNETCORE_ENVIRONMENT", "Production"));

    private static async Task ShouldEndAsync(string sentence, params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings__redis"] = "127.0.0.1:1",
            ["Jwt__Secret"] = Convert.ToBase64String(Guid.NewGuid().ToByteArray().Concat(Guid.NewGuid().ToByteArray()).ToArray()),
        };
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        await using var service = ServiceProcess.Launch("NanoBanana.Api", settings);
        await service.EndAsync();
        Assert.Contains(sentence, service.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", service.Log);
    }
}
