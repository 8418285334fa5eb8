namespace NanoBanana.Web.Upload;

internal static class UploadServices
{
    public static void AddUpload(this IServiceCollection services) => services.AddScoped<UploadForwarder>().AddSingleton<HeicDecoder>();

    public static void MapUpload(this IEndpointRouteBuilder app)
    {
        app.MapUploadForm();
        app.MapResumableForm();
        app.MapHeicDecoder();
    }
}
