namespace NanoBanana.Web.Forwarding;

/// <summary>Where the API is, for what service discovery does not reach: the hub and the streamed bytes.</summary>
internal sealed class ApiAddress(IConfiguration configuration)
{
    public const string ServiceDiscovery = "https+http://api";

    /// <summary>An address of the API, also where the API is below a path.</summary>
    public Uri At(string route) => new(Root, route.TrimStart('/'));

    public Uri Root { get; } = Below(
        configuration["services:api:https:0"] ?? configuration["services:api:http:0"]
        ?? throw new InvalidOperationException("Set services__api__http__0 to the address of the API, such as http://localhost:3001."));

    private static Uri Below(string address) => new(address.EndsWith('/') ? address : $"{address}/");
}
