namespace NanoBanana.Web.Forwarding;

/// <summary>Where the API is, for what service discovery does not reach: the hub and the streamed bytes.</summary>
internal sealed class ApiAddress(IConfiguration configuration)
{
    public const string ServiceDiscovery = "https+http://api";

    public Uri Root { get; } = new(
        configuration["services:api:https:0"] ?? configuration["services:api:http:0"]
        ?? throw new InvalidOperationException("Set services__api__http__0 to the address of the API, such as http://localhost:3001."));
}
