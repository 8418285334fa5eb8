namespace NanoBanana.Core.Engines.Gemini;

/// <summary>Gemini's words for why there is no picture, in plain ones.</summary>
internal static class GeminiReasons
{
    /// <summary>The model may do better the next time.</summary>
    public static bool MayPass(string? finishReason) => finishReason is null or "" or "STOP" or "NO_IMAGE" or "IMAGE_OTHER";

    /// <summary>Null when it is no matter of rules.</summary>
    public static string? OfFinish(string? finishReason) => finishReason switch
    {
        "SAFETY" => "the answer was held back as unsafe",
        "IMAGE_SAFETY" => "the picture was held back as unsafe",
        "PROHIBITED_CONTENT" => "the request is for something prohibited",
        "IMAGE_PROHIBITED_CONTENT" => "the picture shows something prohibited",
        "RECITATION" or "IMAGE_RECITATION" => "the result is too close to an existing work",
        "BLOCKLIST" => "the words are on its list of forbidden ones",
        "SPII" => "it may reveal personal data",
        "LANGUAGE" => "it does not know the language",
        _ => null,
    };

    public static string OfBlock(string blockReason) => blockReason switch
    {
        "SAFETY" => "the request was held back as unsafe",
        "IMAGE_SAFETY" => "the picture given was held back as unsafe",
        "OTHER" => "it gave no further reason",
        _ => OfFinish(blockReason) ?? $"its reason is {blockReason}",
    };
}
