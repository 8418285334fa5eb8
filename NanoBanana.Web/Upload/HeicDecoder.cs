using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.FileProviders.Physical;

namespace NanoBanana.Web.Upload;

/// <summary>
/// libheif for browsers, which turn HEIC into JPEG with it before they upload. It is fetched once beside the models (<c>MODELS_DIR</c>);
/// without it such files are refused with advice.
/// </summary>
internal sealed class HeicDecoder(IConfiguration configuration, IWebHostEnvironment environment)
{
    /// <summary>Relative to the web app's address; null without a decoder.</summary>
    public string? Worker => IsThere ? $"{HeicFiles.Path}/{HeicFiles.Worker}" : null;

    private bool IsThere => Find(HeicFiles.Script) is { Exists: true } && Find(HeicFiles.Wasm) is { Exists: true };

    /// <summary>One of the files of libheif, or the script that uses them.</summary>
    public IFileInfo? Find(string name) => name == HeicFiles.Worker
        ? environment.WebRootFileProvider.GetFileInfo("js/heicWorker.js")
        : configuration["MODELS_DIR"] is { Length: > 0 } models ? InFolder(Path.Combine(Path.GetFullPath(models), "libheif", name)) : null;

    private static PhysicalFileInfo? InFolder(string path) => File.Exists(path) ? new(new(path)) : null;
}

/// <summary>Serves the decoder to browsers.</summary>
internal static class HeicFiles
{
    public const string Path = "heic";
    public const string Worker = "worker.js";
    public const string Script = "libheif.js";
    public const string Wasm = "libheif.wasm";

    /// <summary>Of the worker alone: it may run WebAssembly, and load nothing but its own files.</summary>
    private const string Policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

    public static void MapHeicDecoder(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(Path).AllowAnonymous();
        group.MapGet(Worker, (HeicDecoder decoder, HttpContext context) => Send(context, decoder.Find(Worker), "text/javascript"));
        group.MapGet(Script, (HeicDecoder decoder, HttpContext context) => Send(context, decoder.Find(Script), "text/javascript"));
        group.MapGet(Wasm, (HeicDecoder decoder, HttpContext context) => Send(context, decoder.Find(Wasm), "application/wasm"));
    }

    private static IResult Send(HttpContext context, IFileInfo? file, string type)
    {
        if (file is not { Exists: true, PhysicalPath: { } path })
        {
            return TypedResults.NotFound();
        }

        // Looked at again each time: a new version may have been fetched.
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.ContentSecurityPolicy = Policy;
        return TypedResults.PhysicalFile(path, type, lastModified: file.LastModified);
    }
}
