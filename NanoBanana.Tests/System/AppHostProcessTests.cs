using System.Net;
using System.Net.Sockets;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.AppHosts;

public class AppHostProcessTests
{
    private readonly string _marker = $"APPHOST_TEST={Guid.NewGuid():N}";

    [Fact]
    public async Task No_child_survives_a_killed_apphost()
    {
        using var appHost = Start();
        await appHost.ReadyAsync();
        Assert.True(AppHostProcess.Descendants(_marker).Length > 2);

        appHost.Kill();

        await Eventually.TrueAsync(() => AppHostProcess.Descendants(_marker).Length == 0, "every child to be gone");
    }

    [Fact]
    public async Task Asked_to_end_it_ends_all()
    {
        using var appHost = Start();
        await appHost.ReadyAsync();

        await appHost.StopAsync();

        Assert.Empty(AppHostProcess.Descendants(_marker));
    }

    [Fact]
    public async Task A_taken_port_is_named_with_the_setting_that_moves_it()
    {
        using var other = new TcpListener(IPAddress.Loopback, FreePort.Next());
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        using var appHost = Start(port);

        await Eventually.TrueAsync(() => appHost.HasExited, "the AppHost to end");
        await Eventually.TrueAsync(() => appHost.Output.Contains($"Port {port}") && appHost.Output.Contains("set PORT"), "the sentence");
        Assert.Empty(AppHostProcess.Descendants(_marker));
    }

    private AppHostProcess Start(int? port = null) =>
        AppHostProcess.Start(port, (_marker.Split('=')[0], _marker.Split('=')[1]));
}
