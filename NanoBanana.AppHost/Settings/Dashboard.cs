using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;

namespace NanoBanana.AppHost;

/// <summary>Where the Aspire dashboard listens when no launch profile says so.</summary>
internal static class Dashboard
{
    private const string Setting = "DASHBOARD_PORT";
    private const string Address = "ASPNETCORE_URLS";
    private const string Telemetry = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL";
    private const string Resources = "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL";

    /// <summary>Sets the addresses that a launch profile would: DASHBOARD_PORT for users, free ports for the services' telemetry.</summary>
    public static void UseDashboard(this IDistributedApplicationBuilder builder)
    {
        if (builder.IsUnderTest || builder.ExecutionContext.IsPublishMode)
        {
            return;
        }

        var settings = builder.Configuration;
        if (settings.Number(Setting, 1, 65535) is { } port || settings.Given(Address) is null)
        {
            settings[Address] = $"http://localhost:{settings.Number(Setting, 1, 65535) ?? 15210}";
            settings["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] ??= "true";
        }

        settings[Telemetry] ??= $"http://localhost:{FreePort()}";
        settings[Resources] ??= $"http://localhost:{FreePort()}";
    }

    /// <summary>The ports of the dashboard, each with the setting that moves it.</summary>
    public static IEnumerable<(int Port, string Name, string Setting)> Ports(IDistributedApplicationBuilder builder) =>
        from setting in (string[])[Address, Telemetry, Resources]
        from address in (builder.Configuration[setting] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)
        where Uri.TryCreate(address, UriKind.Absolute, out _)
        select (new Uri(address).Port, "the dashboard", setting == Address ? Setting : setting);

    /// <summary>The address that opens the dashboard in a browser, with its token.</summary>
    public static string LoginAddress(this IConfiguration settings)
    {
        var address = (settings[Address] ?? "").Split(';')[0].TrimEnd('/');
        return settings.Given("AppHost:BrowserToken") is { } token ? $"{address}/login?t={token}" : address;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
