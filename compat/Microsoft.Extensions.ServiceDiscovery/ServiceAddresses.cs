using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>
/// The addresses that configuration gives for a service: <c>services:api:http:0</c>, <c>services:api:http:1</c> and so on, in
/// turn. <c>https+http://api</c> prefers https; <c>http://_admin.api</c> asks for the endpoint named admin. A host that
/// configuration does not know is left to DNS.
/// </summary>
internal sealed class ServiceAddresses(IConfiguration configuration)
{
    private readonly ConcurrentDictionary<string, Counter> _turns = new(StringComparer.OrdinalIgnoreCase);

    public Uri Resolve(Uri uri)
    {
        var schemes = uri.Scheme.Split('+');
        var (endpoint, service) = Split(uri.Host);
        foreach (var key in endpoint is null ? schemes : [endpoint])
        {
            var path = $"services:{service}:{key}";
            var addresses = AddressesAt(configuration.GetSection(path));
            if (addresses.Length > 0)
            {
                var turn = _turns.GetOrAdd(path, static _ => new Counter()).Next();
                return At(addresses[turn % (uint)addresses.Length], uri, endpoint is null ? key : schemes[0]);
            }
        }

        return schemes.Length == 1 && endpoint is null ? uri : new UriBuilder(uri) { Scheme = schemes[0], Host = service }.Uri;
    }

    private static string[] AddressesAt(IConfigurationSection section) => section.Value is { Length: > 0 } single
        ? [single]
        : [.. section.GetChildren().Select(child => child.Value).OfType<string>().Where(value => value.Length > 0)];

    private static (string? Endpoint, string Service) Split(string host) =>
        host.StartsWith('_') && host.IndexOf('.', StringComparison.Ordinal) is > 1 and var dot
            ? (host[1..dot], host[(dot + 1)..])
            : (null, host);

    private static Uri At(string address, Uri asked, string scheme)
    {
        var found = new Uri(address.Contains("://", StringComparison.Ordinal) ? address : $"{scheme}://{address}");
        var prefix = found.AbsolutePath.TrimEnd('/');
        return new UriBuilder(found.Scheme, found.Host, found.Port, prefix + asked.AbsolutePath) { Query = asked.Query }.Uri;
    }

    private sealed class Counter
    {
        private uint _value = uint.MaxValue;

        public uint Next() => Interlocked.Increment(ref _value);
    }
}
