using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Running;

/// <summary>Tells services where to send telemetry: to the collector that is configured, or to a dashboard that listens.</summary>
internal sealed class Telemetry(IConfiguration configuration)
{
    private readonly Lazy<(string Address, string Protocol)?> _target = new(() => Find(configuration));

    public void AddTo(Dictionary<string, object> environment, IResource resource, int replica)
    {
        if (_target.Value is not var (address, protocol))
        {
            return;
        }

        environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = address;
        environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol;
        environment["OTEL_SERVICE_NAME"] = resource.Name;
        environment["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={resource.Name}-{replica + 1}";
        if (configuration["AppHost:OtlpApiKey"] is { Length: > 0 } key)
        {
            environment["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={key}";
        }
    }

    private static (string, string)? Find(IConfiguration configuration)
    {
        if (configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 } collector)
        {
            return (collector, configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] ?? "grpc");
        }

        return configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] is { Length: > 0 } grpc && Listens(grpc) ? (grpc, "grpc")
            : configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] is { Length: > 0 } http && Listens(http) ? (http, "http/protobuf")
            : null;
    }

    // The launch profile names the dashboard's address whether or not one runs.
    private static bool Listens(string url)
    {
        try
        {
            var address = new Uri(url);
            using var client = new TcpClient(address.Host, address.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
