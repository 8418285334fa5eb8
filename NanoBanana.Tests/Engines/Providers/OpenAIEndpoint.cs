using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace NanoBanana.Tests.Engines.Providers;

/// <summary>Generations and edits: looks at a request as strictly as OpenAI does, then answers as the prompt's mode says.</summary>
internal static class OpenAIEndpoint
{
    private const int MaxMaskBytes = 4 << 20;
    private const int MaxPictures = 16;

    private static readonly string[] Fields =
        ["model", "prompt", "n", "size", "quality", "background", "output_format", "output_compression", "input_fidelity", "user"];

    public static async Task GenerateAsync(ProviderServer server, HttpContext context) => await AnswerAsync(server, context, async () =>
    {
        Require(context.Request.HasJsonContentType(), "Unsupported content type: use application/json.");
        var body = (await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted)).RootElement;
        return new("openai", "", "", [], [], null, Known(body.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString())));
    });

    public static async Task EditAsync(ProviderServer server, HttpContext context) => await AnswerAsync(server, context, async () =>
    {
        Require(context.Request.HasFormContentType, "Unsupported content type: use multipart/form-data.");
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var fields = Known(form.ToDictionary(field => field.Key, field => field.Value.ToString()));
        var stranger = form.Files.Select(file => file.Name).FirstOrDefault(name => name is not ("image" or "image[]" or "mask"));
        Require(stranger is null, $"Unknown parameter: '{stranger}'.", stranger);
        var files = form.Files.Where(file => file.Name != "mask").ToArray();
        Require(files.Length > 0, "Missing required parameter: 'image'.", "image");
        Require(files.Length == 1 || files.All(file => file.Name == "image[]"), "Duplicate parameter: 'image'. Use 'image[]'.", "image");
        Require(files.Length <= MaxPictures, "Too many images.", "image");
        foreach (var file in files)
        {
            Require(
                file.ContentType is "image/png" or "image/webp" or "image/jpeg",
                $"Invalid file 'image': unsupported mimetype ('{file.ContentType}').", "image");
        }

        var pictures = await Task.WhenAll(files.Select(ReadAsync));
        Require(pictures.All(picture => ProviderPictures.Header(picture) is not null), "Invalid image file or mode for image 1.", "image");
        var mask = form.Files.GetFile("mask") is { } part ? await ReadAsync(part) : null;
        CheckMask(mask, pictures[0]);
        return new("openai", "", "", pictures, [.. files.Select(file => file.ContentType)], mask, fields);
    });

    private static async Task AnswerAsync(ProviderServer server, HttpContext context, Func<Task<ProviderCall>> read)
    {
        try
        {
            CheckKey(context.Request);
            var call = await read();
            Require(
                call.Fields.GetValueOrDefault("prompt") is { Length: > 0 and <= 32_000 }, "Missing required parameter: 'prompt'.",
                "prompt");
            var model = call.Fields.GetValueOrDefault("model") ?? "";
            OpenAIRules.Of(model).Check(model, call.Fields);
            call = call with { Model = model, Prompt = call.Fields["prompt"], Path = context.Request.Path + context.Request.QueryString };
            server.Record(call);
            var mode = server.Modes.Next(call.Prompt);
            if (!await ProviderFaults.PlayAsync(mode, context))
            {
                await OpenAIAnswerBodies.SendAsync(mode, call, context);
            }
        }
        catch (Exception bad) when (bad is OpenAIRefusal or JsonException or InvalidDataException)
        {
            var refusal = bad as OpenAIRefusal ?? new OpenAIRefusal(400, bad.Message, "invalid_request", null);
            server.RecordRefusal(refusal.Message);
            await OpenAIAnswerBodies.SendErrorAsync(context.Response, refusal);
        }
    }

    /// <summary>The key is said back, which the real one does in part only: it must not get through even so.</summary>
    private static void CheckKey(HttpRequest request)
    {
        var given = request.Headers.Authorization.ToString();
        if (given != $"Bearer {ProviderServer.OpenAIKey}")
        {
            throw new OpenAIRefusal(401, $"Incorrect API key provided: {given}.", "invalid_api_key", null);
        }
    }

    private static void CheckMask(byte[]? mask, byte[] picture)
    {
        if (mask is not null)
        {
            var (header, first) = (ProviderPictures.Header(mask), ProviderPictures.Header(picture)!);
            Require(
                header is { ContentType: "image/png" } && mask[25] is 4 or 6,
                "Invalid mask image format - mask image must have an alpha channel.", "mask");
            Require(mask.Length < MaxMaskBytes, "Mask is too large.", "mask");
            Require(
                (header!.Width, header.Height) == (first.Width, first.Height), "Invalid mask image size - mask size does not match image.",
                "mask");
        }
    }

    private static Dictionary<string, string> Known(Dictionary<string, string> fields)
    {
        var stranger = fields.Keys.FirstOrDefault(name => !Fields.Contains(name));
        Require(stranger is null, $"Unknown parameter: '{stranger}'.", stranger);
        Require(fields.GetValueOrDefault("n") is null or "1", "Only n = 1 is asked for here.", "n");
        return fields;
    }

    private static async Task<byte[]> ReadAsync(IFormFile file)
    {
        using var buffer = new MemoryStream();
        await file.CopyToAsync(buffer);
        return buffer.ToArray();
    }

    private static void Require(bool holds, string otherwise, string? parameter = null)
    {
        if (!holds)
        {
            throw new OpenAIRefusal(400, otherwise, "invalid_value", parameter);
        }
    }
}

/// <summary>What OpenAI answers instead of a picture.</summary>
internal sealed class OpenAIRefusal(int status, string message, string? code, string? parameter) : Exception(message)
{
    public int Status => status;

    public string? Code => code;

    public string? Parameter => parameter;
}
