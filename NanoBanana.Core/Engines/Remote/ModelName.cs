namespace NanoBanana.Core.Engines.Remote;

/// <summary>Names of models.</summary>
internal static class ModelName
{
    /// <summary>Whether a name is a model's or one of its releases': <c>gpt-image-2-2026-04-21</c> is one of <c>gpt-image-2</c>.</summary>
    public static bool IsOf(string name, string model) =>
        name.StartsWith(model, StringComparison.Ordinal) && (name.Length == model.Length || name[model.Length] == '-');
}
