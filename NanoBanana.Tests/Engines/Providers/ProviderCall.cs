namespace NanoBanana.Tests.Engines.Providers;

/// <summary>A request that the server understood.</summary>
/// <param name="Provider"><c>gemini</c> or <c>openai</c>.</param>
/// <param name="Prompt">The words of the last turn.</param>
/// <param name="Pictures">The pictures of the last turn, files as they came.</param>
/// <param name="ContentTypes">As they were declared.</param>
/// <param name="Fields">Everything else: form fields, or aspect ratio and size; the number of turns.</param>
internal sealed record ProviderCall(
    string Provider, string Model, string Prompt, IReadOnlyList<byte[]> Pictures, IReadOnlyList<string> ContentTypes,
    byte[]? Mask, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>The whole body as it came, for what has no place above.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>Path and query.</summary>
    public string Path { get; init; } = "";
}
