namespace NanoBanana.Web.Jobs;

internal static class JobServices
{
    public static void AddJobs(this IServiceCollection services) => services.AddScoped<MyEditsState>();
}
