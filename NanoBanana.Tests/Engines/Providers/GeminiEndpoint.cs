using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace NanoBanana.Tests.Engines.Providers;

/// <summary><c>generateContent</c>: looks at a request as strictly as Google does, then answers as the prompt's mode says.</summary>
internal static class GeminiEndpoint
{
    /// <param name="isGateway">Not Google, but something that speaks like it and still serves what Google does not.</param>
    public static async Task AnswerAsync(ProviderServer server, HttpContext context, string model, bool isGateway)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        var body = buffer.ToArray();
        var (call, refusal) = Read(context.Request, model, GeminiRules.Of(model, isGateway), body);
        if (call is null)
        {
            server.RecordRefusal(refusal!.ToJsonString());
            await GeminiAnswerBodies.SendErrorAsync(context.Response, refusal!);
            return;
        }

        server.Record(call);
        var mode = server.Modes.Next(call.Prompt);
        if (!await ProviderFaults.PlayAsync(mode, context))
        {
            await GeminiAnswerBodies.SendAsync(mode, call, context);
        }
    }

    private static (ProviderCall? Call, JsonObject? Refusal) Read(HttpRequest http, string model, GeminiRules? rules, byte[] body)
    {
        var key = http.Headers["x-goog-api-key"].ToString();
        if (key != ProviderServer.GeminiKey)
        {
            return key.Length == 0
                ? Refuse(403, "PERMISSION_DENIED", "Method doesn't allow unregistered callers (callers without established identity).")
                : (null, GeminiAnswerBodies.BadKey(key));
        }

        if (rules is null)
        {
            return Refuse(
                404, "NOT_FOUND", $"models/{model} is not found for API version v1beta, or is not supported for generateContent.");
        }

        if (body.Length > 20_000_000)
        {
            return Refuse(400, "INVALID_ARGUMENT", "Request payload size exceeds the limit: 20971520 bytes.");
        }

        try
        {
            return (ReadBody(model, rules, JsonElement.Parse(body)) with { Body = body, Path = http.Path + http.QueryString }, null);
        }
        catch (Exception bad) when (bad is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            return Refuse(400, "INVALID_ARGUMENT", $"Invalid JSON payload received. {bad.Message}");
        }

        static (ProviderCall?, JsonObject?) Refuse(int code, string status, string message) =>
            (null, GeminiAnswerBodies.Error(code, status, message));
    }

    private static ProviderCall ReadBody(string model, GeminiRules rules, JsonElement body)
    {
        Known(body, "contents", "generationConfig", "generation_config", "systemInstruction", "safetySettings");
        var turns = body.GetProperty("contents").EnumerateArray().ToArray();
        Require(turns.Length > 0 && turns[^1].GetProperty("role").GetString() == "user", "Please ensure that the last turn is the user's.");
        var all = turns.Select((turn, position) => ReadTurn(model, turn, position)).ToArray();
        Require(all.Sum(turn => turn.Pictures.Count) <= rules.MaxPictures, $"Too many images: this model takes {rules.MaxPictures}.");

        var config = body.GetProperty("generationConfig");
        Known(config, "responseModalities", "imageConfig", "candidateCount", "temperature", "seed");
        Require(
            config.GetProperty("responseModalities").EnumerateArray().Any(m => m.GetString() == "IMAGE"),
            "responseModalities must have IMAGE.");
        var fields = new Dictionary<string, string>
        {
            ["turns"] = turns.Length.ToString(),
            ["texts"] = string.Join('\n', all.Select(turn => turn.Text)),
        };
        if (config.TryGetProperty("seed", out var seed))
        {
            fields["seed"] = $"{seed.GetInt32()}";
        }

        if (config.TryGetProperty("imageConfig", out var image))
        {
            Known(image, "aspectRatio", "imageSize");
            Choose(image, "aspectRatio", rules.Ratios, fields);
            Choose(image, "imageSize", rules.Sizes, fields);
        }

        return new("gemini", model, all[^1].Text, all[^1].Pictures, all[^1].Types, null, fields);
    }

    private static (string Text, List<byte[]> Pictures, List<string> Types) ReadTurn(string model, JsonElement turn, int position)
    {
        Known(turn, "role", "parts");
        var (text, pictures, types) = ("", new List<byte[]>(), new List<string>());
        foreach (var (part, index) in turn.GetProperty("parts").EnumerateArray().Select((part, index) => (part, index)))
        {
            Known(part, "text", "inlineData", "inline_data", "thoughtSignature", "thought_signature");
            Require(
                turn.GetProperty("role").GetString() is "user" || !model.StartsWith("gemini-3", StringComparison.Ordinal)
                    || part.TryGetProperty("thoughtSignature", out _),
                $"Image part is missing a thought_signature in content position {position + 1}, part position {index + 1}.");
            if (part.TryGetProperty("text", out var words))
            {
                text += words.GetString();
                continue;
            }

            var data = part.TryGetProperty("inlineData", out var camel) ? camel : part.GetProperty("inline_data");
            Known(data, "mimeType", "mime_type", "data");
            var type = (data.TryGetProperty("mimeType", out var mime) ? mime : data.GetProperty("mime_type")).GetString()!;
            var file = data.GetProperty("data").GetBytesFromBase64();
            Require(type is "image/png" or "image/jpeg" or "image/webp", $"Unsupported MIME type: {type}");
            Require(
                ProviderPictures.Header(file)?.ContentType == type,
                "Unable to process input image. Please retry or report in https://developers.generativeai.google/guide/troubleshooting");
            pictures.Add(file);
            types.Add(type);
        }

        return (text, pictures, types);
    }

    private static void Choose(JsonElement config, string name, string[] allowed, Dictionary<string, string> fields)
    {
        if (config.TryGetProperty(name, out var value))
        {
            Require(allowed.Length > 0, $"{name} is not supported for this model.");
            var field = JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
            Require(allowed.Contains(value.GetString()), $"Invalid value at 'generation_config.image_config.{field}', {value}");
            fields[name] = value.GetString()!;
        }
    }

    private static void Known(JsonElement element, params string[] names)
    {
        var stranger = element.EnumerateObject().Select(property => property.Name).FirstOrDefault(name => !names.Contains(name));
        Require(stranger is null, $"Unknown name \"{stranger}\": Cannot find field.");
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new FormatException(otherwise);
        }
    }
}
