namespace NanoBanana.Web.Edits;

internal static class EditServices
{
    public static void AddEdits(this IServiceCollection services) => services.AddScoped<EngineList>();
}
