using NanoBanana.Core.Accounts;

namespace NanoBanana.Tests.Accounts;

[Trait("Kind", "Unit")]
public sealed class DeviceNameTests
{
    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox on Windows")]
    [InlineData(
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
        "Safari on macOS")]
    [InlineData(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
        "Edge on Windows")]
    [InlineData(
        "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
        "Chrome on Android")]
    [InlineData(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
        + "CriOS/131.0 Mobile/15E148 Safari/604.1",
        "Chrome on iPhone")]
    [InlineData("curl/8.5.0", "curl")]
    [InlineData("Nano Banana for desks/2.1 (Linux)", "Nano Banana for desks on Linux")]
    [InlineData("", "Unknown device")]
    [InlineData("/(;", "Unknown device")]
    [InlineData(null, "Unknown device")]
    public void A_device_is_named_after_its_program_and_system(string? userAgent, string name) =>
        Assert.Equal(name, DeviceNames.From(userAgent));

    [Fact]
    public void A_long_name_is_cut() => Assert.Equal(new string('x', 60), DeviceNames.From(new string('x', 5000)));
}
