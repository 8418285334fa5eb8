using System.Text.Json;
using System.Text.Json.Serialization;

namespace NanoBanana.Core.Engines.Gemini;

/// <summary>The wire format as it is written; <see cref="GeminiReader"/> reads it.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GeminiRequest))]
[JsonSerializable(typeof(GeminiAnswer))]
[JsonSerializable(typeof(GeminiFailure))]
internal sealed partial class GeminiJson : JsonSerializerContext;
