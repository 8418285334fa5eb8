namespace NanoBanana.Api.Sharing;

/// <summary>Sessions shared with members, by links, and as public copies.</summary>
internal static class SharingApi
{
    public static void AddSharing(this IServiceCollection services) => services.AddSingleton<ShareLinks>().AddSingleton<ShareRule>();

    public static void MapSharing(this IEndpointRouteBuilder app)
    {
        app.MapMembers();
        app.MapInvites();
        app.MapSnapshots();
    }
}
