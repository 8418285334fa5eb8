namespace Aspire.Hosting.Running;

internal static class InheritedEnvironment
{
    private static readonly string[] AppHostsOwn =
    [
        "ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "ASPNETCORE_HTTPS_PORTS", "URLS", "HTTP_PORTS", "PORT", "WEB_PORT", "WORKER_PORT",
        "DOTNET_LAUNCH_PROFILE",
    ];

    /// <summary>Takes out what tells the AppHost where to listen and is not meant for its children.</summary>
    public static void Clean(IDictionary<string, string?> environment)
    {
        foreach (var name in AppHostsOwn)
        {
            environment.Remove(name);
        }
    }
}
