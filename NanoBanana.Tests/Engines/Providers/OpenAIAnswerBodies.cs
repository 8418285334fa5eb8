using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace NanoBanana.Tests.Engines.Providers;

/// <summary>The bodies that OpenAI answers with, by mode.</summary>
internal static class OpenAIAnswerBodies
{
    private const int AutoSize = 1024;

    public static async Task SendAsync(string mode, ProviderCall call, HttpContext context)
    {
        var response = context.Response;
        switch (mode)
        {
            case "minute":
                response.Headers.RetryAfter = "9";
                await SendErrorAsync(response, new(429, "Rate limit reached for images per minute.", "rate_limit_exceeded", null));
                break;
            case "minute-bare":
                await SendErrorAsync(response, new(429, "Rate limit reached.", "rate_limit_exceeded", null));
                break;
            case "day":
                await SendErrorAsync(
                    response, new(429, "Rate limit reached on requests per day (RPD): Limit 500.", "rate_limit_exceeded", null));
                break;
            case "minute-of-a-day":
                response.Headers.RetryAfter = "86400";
                await SendErrorAsync(response, new(429, "Rate limit reached.", "rate_limit_exceeded", null));
                break;
            case "hidden-503":
                await response.WriteAsJsonAsync(new JsonObject { ["error"] = new JsonObject { ["code"] = 503, ["message"] = "Busy." } });
                break;
            case "hidden-blocked":
                await response.WriteAsJsonAsync(Error(new(400, "Rejected by the safety system.", "moderation_blocked", null)));
                break;
            case "hidden-limit":
                response.Headers.RetryAfter = "8";
                await response.WriteAsJsonAsync(Error(new(429, "Rate limit reached.", "rate_limit_exceeded", null)));
                break;
            case "data-url":
                await response.WriteAsJsonAsync(Answer($"data:image/png;base64,{Convert.ToBase64String(Picture(mode, call))}"));
                break;
            case "insufficient":
                response.Headers.RetryAfter = "1";
                await SendErrorAsync(
                    response, new(429, "You exceeded your current quota, please check your plan.", "insufficient_quota", null));
                break;
            case "blocked":
                await SendErrorAsync(
                    response, new(400, "Your request was rejected as a result of our safety system.", "moderation_blocked", null));
                break;
            case "error-500":
                await SendErrorAsync(response, new(500, "The server had an error while processing your request.", null, null));
                break;
            case "error-503":
                response.Headers.RetryAfter = "4";
                await SendErrorAsync(response, new(503, "The engine is currently overloaded.", null, null));
                break;
            case "error-504":
                await SendErrorAsync(response, new(504, "Gateway timeout.", null, null));
                break;
            case "unverified":
                await SendErrorAsync(response, new(403, "Your organization must be verified to use this model.", null, null));
                break;
            case "invalid":
                await SendErrorAsync(
                    response, new(400, $"The request is not valid. It came with {ProviderServer.OpenAIKey}.", "invalid_value", null));
                break;
            case "no-transparency":
                await SendErrorAsync(
                    response, new(400, "Transparent background is not supported for this model.", "invalid_value", "background"));
                break;
            case "bad-base64":
                await response.WriteAsJsonAsync(Answer("%%%"));
                break;
            case "not-a-picture":
                await response.WriteAsJsonAsync(Answer(Convert.ToBase64String([1, 2, 3, 4])));
                break;
            case "no-image":
                await response.WriteAsJsonAsync(new JsonObject { ["created"] = 1713833628, ["data"] = new JsonArray() });
                break;
            case "address":
                await response.WriteAsJsonAsync(
                    new JsonObject { ["data"] = new JsonArray(new JsonObject { ["url"] = "http://127.0.0.1:9/picture.png" }) });
                break;
            default:
                await response.WriteAsJsonAsync(Answer(Convert.ToBase64String(Picture(mode, call))), context.RequestAborted);
                break;
        }
    }

    public static Task SendErrorAsync(HttpResponse response, OpenAIRefusal refusal)
    {
        response.StatusCode = refusal.Status;
        response.Headers["x-request-id"] = "req_local";
        return response.WriteAsJsonAsync(Error(refusal));
    }

    private static JsonObject Error(OpenAIRefusal refusal) => new()
    {
        ["error"] = new JsonObject
        {
            ["message"] = refusal.Message,
            ["type"] = "invalid_request_error",
            ["param"] = refusal.Parameter,
            ["code"] = refusal.Code,
        },
    };

    private static byte[] Picture(string mode, ProviderCall call)
    {
        var (width, height) = call.Fields.GetValueOrDefault("size")?.Split('x') is [var w, var h]
            ? (int.Parse(w), int.Parse(h))
            : (AutoSize, AutoSize);
        var pixels = ProviderPictures.Draw(call.Pictures is [var first, ..] ? first : null, width, height, drift: mode == "drift");
        if (call.Fields.GetValueOrDefault("background") == "transparent")
        {
            return TestPng.Of(mode == "checkerboard" ? ProviderPictures.Checkered(pixels) : ProviderPictures.CutOut(pixels));
        }

        return mode == "jpeg" ? pixels.ToJpeg(90) : TestPng.Of(pixels);
    }

    private static JsonObject Answer(string base64) => new()
    {
        ["created"] = 1713833628,
        ["data"] = new JsonArray(new JsonObject { ["b64_json"] = base64 }),
        ["background"] = "opaque",
        ["output_format"] = "png",
        ["quality"] = "high",
        ["usage"] = new JsonObject
        {
            ["total_tokens"] = 100,
            ["input_tokens"] = 50,
            ["output_tokens"] = 50,
            ["input_tokens_details"] = new JsonObject { ["text_tokens"] = 10, ["image_tokens"] = 40 },
        },
    };
}
