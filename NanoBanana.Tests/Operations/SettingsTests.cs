using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Operations;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("Jwt__Secret", "short", "Set JWT_SECRET")]
    [InlineData("Jwt__Secret", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "Set JWT_SECRET")]
    [InlineData("Storage__Type", "floppy", "local, aws or aliyun")]
    [InlineData("Accounts__BCryptCost", "99", "BCryptCost")]
    public async Task A_setting_that_makes_no_sense_ends_the_service_with_a_sentence(string name, string value, string sentence)
    {
        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings__redis"] = "127.0.0.1:1",
            ["Jwt__Secret"] = Convert.ToBase64String(Guid.NewGuid().ToByteArray().Concat(Guid.NewGuid().ToByteArray()).ToArray()),
            [name] = value,
        };
        await using var service = ServiceProcess.Launch("NanoBanana.Api", settings);
        await Eventually.TrueAsync(() => service.HasExited, "the service to end");
        await Eventually.TrueAsync(() => service.Log.Contains(sentence), "the sentence");
        Assert.DoesNotContain("   at ", service.Log);
    }
}
