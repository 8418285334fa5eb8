namespace Aspire.Hosting;

internal static class DataDirectory
{
    /// <summary>Where local resources keep what must survive a restart.</summary>
    public static string Of(IDistributedApplicationBuilder builder) =>
        Path.GetFullPath(builder.Configuration["DATA_DIR"] ?? ".data", builder.AppHostDirectory);
}
