using System.Text.Json.Nodes;

namespace NanoBanana.Tests.Engines.Providers;

/// <summary>How gateways write Gemini's answers: pictures in other forms of Base64, and failures with status 200.</summary>
internal static class GatewayAnswerBodies
{
    /// <param name="answer">As Gemini writes it.</param>
    public static JsonObject Of(string mode, JsonObject answer) => mode switch
    {
        "hidden-429" => GeminiAnswerBodies.Quota("GenerateRequestsPerMinutePerProjectPerModel", "6s"),
        "hidden-503" => Error(new JsonObject { ["code"] = 503, ["message"] = "Overloaded." }),
        "hidden-string" => Error(new JsonObject { ["code"] = "429", ["message"] = "Slow down." }),
        "hidden-status" => Error(new JsonObject { ["status"] = "INVALID_ARGUMENT", ["message"] = "No." }),
        "data-url" => Rewritten(answer, data => $"data:image/png;base64,{data}"),
        "base64url" => Rewritten(answer, data => data.Replace('+', '-').Replace('/', '_').TrimEnd('=')),
        "wrapped" => Rewritten(answer, data => string.Join("\r\n", data.Chunk(76).Select(line => new string(line)))),
        _ => answer,
    };

    private static JsonObject Error(JsonObject error) => new() { ["error"] = error };

    private static JsonObject Rewritten(JsonObject answer, Func<string, string> rewrite)
    {
        foreach (var part in answer["candidates"]![0]!["content"]!["parts"]!.AsArray())
        {
            if (part!["inlineData"] is { } blob)
            {
                blob["data"] = rewrite(blob["data"]!.GetValue<string>());
            }
        }

        return answer;
    }
}
