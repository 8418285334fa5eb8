using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace NanoBanana.Tests.Engines.Providers;

/// <summary>The bodies that Gemini answers with, by mode.</summary>
internal static class GeminiAnswerBodies
{
    private const string Rpc = "type.googleapis.com/google.rpc.";
    private const string BlockPrefix = "block-";
    private const string FinishPrefix = "finish-";

    public static async Task SendAsync(string mode, ProviderCall call, HttpContext context)
    {
        var response = context.Response;
        switch (mode)
        {
            case "minute":
                await SendErrorAsync(response, Quota("GenerateRequestsPerMinutePerProjectPerModel", "7.5s"));
                break;
            case "minute-header":
                response.Headers.RetryAfter = "11";
                await SendErrorAsync(response, Quota("GenerateRequestsPerMinutePerProjectPerModel", null));
                break;
            case "minute-bare":
                await SendErrorAsync(response, Error(429, "RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota)."));
                break;
            case "day":
                await SendErrorAsync(response, Quota("GenerateRequestsPerDayPerProjectPerModel-FreeTier", "34s"));
                break;
            case "minute-of-a-day":
                await SendErrorAsync(response, Quota("GenerateRequestsPerMinutePerProjectPerModel", "86399.5s"));
                break;
            case "error-500":
                await SendErrorAsync(response, Error(500, "INTERNAL", "An internal error has occurred."));
                break;
            case "error-503":
                response.Headers.RetryAfter = "4";
                await SendErrorAsync(response, Error(503, "UNAVAILABLE", "The model is overloaded. Please try again later."));
                break;
            case "error-504":
                await SendErrorAsync(response, Error(504, "DEADLINE_EXCEEDED", "Deadline expired before operation could complete."));
                break;
            case "region":
                await SendErrorAsync(response, Error(400, "FAILED_PRECONDITION", "User location is not supported for the API use."));
                break;
            case "invalid":
                await SendErrorAsync(
                    response, Error(400, "INVALID_ARGUMENT", $"The request is not valid. It came with {ProviderServer.GeminiKey}."));
                break;
            case "bad-base64":
                response.ContentType = "application/json";
                await response.WriteAsync(
                    """{"candidates":[{"content":{"parts":"""
                    + """[{"inlineData":{"mimeType":"image/png","data":"%%%"}}]},"finishReason":"STOP"}]}""");
                break;
            default:
                await response.WriteAsJsonAsync(GatewayAnswerBodies.Of(mode, Answer(mode, call)), context.RequestAborted);
                break;
        }
    }

    public static Task SendErrorAsync(HttpResponse response, JsonObject error)
    {
        response.StatusCode = (int)error["error"]!["code"]!;
        return response.WriteAsJsonAsync(error);
    }

    public static JsonObject Error(int code, string status, string message, params JsonNode[] details)
    {
        var error = new JsonObject { ["code"] = code, ["message"] = message, ["status"] = status };
        if (details.Length > 0)
        {
            error["details"] = new JsonArray(details);
        }

        return new() { ["error"] = error };
    }

    /// <summary>
    /// A bad key is 400 here, not 401. The key is said back, which the real one does not: it must not get through even so.
    /// </summary>
    public static JsonObject BadKey(string key) => Error(
        400, "INVALID_ARGUMENT", $"API key not valid. Please pass a valid API key. ({key})",
        new JsonObject
        {
            ["@type"] = $"{Rpc}ErrorInfo",
            ["reason"] = "API_KEY_INVALID",
            ["domain"] = "googleapis.com",
            ["metadata"] = new JsonObject { ["service"] = "generativelanguage.googleapis.com" },
        });

    public static JsonObject Quota(string quotaId, string? delay)
    {
        JsonNode violations = new JsonObject
        {
            ["@type"] = $"{Rpc}QuotaFailure",
            ["violations"] = new JsonArray(new JsonObject
            {
                ["quotaMetric"] = "generativelanguage.googleapis.com/generate_requests",
                ["quotaId"] = quotaId,
            }),
        };
        JsonNode[] details = delay is null
            ? [violations]
            : [violations, new JsonObject { ["@type"] = $"{Rpc}RetryInfo", ["retryDelay"] = delay }];
        return Error(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota.", details);
    }

    private static JsonObject Answer(string mode, ProviderCall call) => mode switch
    {
        _ when mode.StartsWith(BlockPrefix, StringComparison.Ordinal) => new()
        {
            ["promptFeedback"] = new JsonObject
            {
                ["blockReason"] = Upper(mode[BlockPrefix.Length..]),
                ["safetyRatings"] = new JsonArray(),
            },
            ["usageMetadata"] = Usage(),
        },
        _ when mode.StartsWith(FinishPrefix, StringComparison.Ordinal) => Candidates(Candidate(null, Upper(mode[FinishPrefix.Length..]))),
        "no-parts" => Candidates(Candidate([], "STOP")),
        "no-image" => Candidates(Candidate(null, "NO_IMAGE")),
        "no-candidates" => new() { ["usageMetadata"] = Usage() },
        "text-only" => Candidates(Candidate([Text("I can only describe it: a boat on a lake.")], "STOP")),
        "thought" => Candidates(
            Candidate([Thought(Picture(call, null, 64)), Text("Here it is."), Picture(call), Thought(Picture(call, null, 64))], "STOP")),
        "several" => Candidates(Candidate([Picture(call, null, 64), Text("And then"), Picture(call)], "STOP")),
        "jpeg" => Candidates(Candidate([Picture(call, "image/png", asJpeg: true)], "STOP")),
        "not-a-picture" => Candidates(Candidate([Blob("image/png", [1, 2, 3, 4])], "STOP")),
        "snake" => Snake(call),
        _ => Candidates(Candidate([Text("Here is your picture."), Picture(call, drift: mode == "drift")], "STOP")),
    };

    private static string Upper(string name) => name.Replace('-', '_').ToUpperInvariant();

    private static JsonObject Candidates(JsonObject candidate) => new()
    {
        ["candidates"] = new JsonArray(candidate),
        ["usageMetadata"] = Usage(),
        ["modelVersion"] = "local",
        ["responseId"] = "r1",
    };

    private static JsonObject Candidate(JsonObject[]? parts, string finishReason)
    {
        var candidate = new JsonObject { ["finishReason"] = finishReason, ["index"] = 0 };
        if (parts is not null)
        {
            candidate["content"] = new JsonObject { ["role"] = "model", ["parts"] = new JsonArray([.. parts]) };
        }

        return candidate;
    }

    private static JsonObject Usage() => new() { ["promptTokenCount"] = 17, ["candidatesTokenCount"] = 1306, ["totalTokenCount"] = 1323 };

    private static JsonObject Text(string text) => new() { ["text"] = text };

    private static JsonObject Thought(JsonObject part)
    {
        part["thought"] = true;
        return part;
    }

    private static JsonObject Picture(ProviderCall call, string? type = null, int? edge = null, bool asJpeg = false, bool drift = false)
    {
        var (width, height) = edge is { } small ? (small, small) : Size(call);
        var pixels = ProviderPictures.Draw(call.Pictures is [var first, ..] ? first : null, width, height, drift);
        return Blob(type ?? (asJpeg ? "image/jpeg" : "image/png"), asJpeg ? pixels.ToJpeg(90) : TestPng.Of(pixels));
    }

    private static JsonObject Blob(string type, byte[] file) => new()
    {
        ["inlineData"] = new JsonObject { ["mimeType"] = type, ["data"] = Convert.ToBase64String(file) },
        ["thoughtSignature"] = "c2lnbmVk",
    };

    private static JsonObject Snake(ProviderCall call)
    {
        var blob = Picture(call)["inlineData"]!;
        return new()
        {
            ["candidates"] = new JsonArray(new JsonObject
            {
                ["content"] = new JsonObject
                {
                    ["role"] = "model",
                    ["parts"] = new JsonArray(new JsonObject
                    {
                        ["inline_data"] = new JsonObject { ["mime_type"] = "image/png", ["data"] = blob["data"]!.GetValue<string>() },
                    }),
                },
                ["finish_reason"] = "STOP",
            }),
            ["usage_metadata"] = new JsonObject { ["total_token_count"] = 1323 },
        };
    }

    /// <summary>About the size that was asked for: the longest edge is right.</summary>
    private static (int Width, int Height) Size(ProviderCall call)
    {
        var ratio = call.Fields.TryGetValue("aspectRatio", out var asked) && asked.Split(':') is [var w, var h]
            ? double.Parse(w) / double.Parse(h)
            : 1;
        var edge = call.Fields.GetValueOrDefault("imageSize") switch { "512" => 512, "2K" => 2048, "4K" => 4096, _ => 1024 };
        return ratio >= 1 ? (edge, (int)(edge / ratio)) : ((int)(edge * ratio), edge);
    }
}
