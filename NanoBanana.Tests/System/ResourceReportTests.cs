using Aspire.Hosting.ApplicationModel;
using NanoBanana.AppHost;

namespace NanoBanana.Tests.AppHosts;

[Trait("Kind", "Unit")]
public sealed class ResourceReportTests
{
    private static readonly IResource Service = new ProjectResource("api");
    private static readonly IResource Redis = new LocalRedisResource("redis", "/", new("redis-password", _ => "", secret: true));

    [Theory]
    [InlineData(
        "2026-11-28T08:00:00.1234567Z 2026-11-28T08:00:00.1234567 \e[40m\e[1m\e[33mwarn\e[39m\e[22m\e[49m: A.B[1] Text",
        false, "warn: A.B[1] Text")]
    [InlineData("08:00:00.123 fail: A.B[1] Text", false, "fail: A.B[1] Text")]
    [InlineData("08:00:00.123 info: A.B[1] Text", false, null)]
    [InlineData("[sys] Starting process...: Cmd = /usr/bin/dotnet", false, null)]
    [InlineData("Set STORAGE_TYPE to local, aws or aliyun.", true, "Set STORAGE_TYPE to local, aws or aliyun.")]
    [InlineData("   at A.B.C() in /src/C.cs:line 1", true, null)]
    public void Shows_warnings_and_errors_of_a_service(string line, bool isError, string? shown) =>
        Assert.Equal(shown, ResourceReport.Shorten(Service, line, isError));

    [Theory]
    [InlineData("12:M 28 Nov 2026 08:05:57.455 # Can't open the append-only file", "Can't open the append-only file")]
    [InlineData("12:C 28 Nov 2026 08:05:57.449 # oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo", null)]
    [InlineData("12:M 28 Nov 2026 08:05:57.455 * Ready to accept connections", null)]
    public void Shows_what_redis_warns_of(string line, string? shown) =>
        Assert.Equal(shown, ResourceReport.Shorten(Redis, line, isError: false));
}
