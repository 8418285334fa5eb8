using NanoBanana.Tests.Fixtures;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace NanoBanana.Tests.Deployment;

/// <summary>compose.yaml as Compose reads it: anchors and merges are resolved, variables are not.</summary>
internal sealed class ComposeFile
{
    private readonly Dictionary<object, object?> _file;

    public ComposeFile()
    {
        using var text = new StringReader(SourceTree.Read("compose.yaml"));
        _file = new DeserializerBuilder().Build().Deserialize<Dictionary<object, object?>>(new MergingParser(new Parser(text)));
    }

    public IReadOnlyList<string> Services => Keys("services");

    public IReadOnlyList<string> Secrets => Keys("secrets");

    /// <summary>What the keys lead to, or null where one is missing.</summary>
    public object? Value(params ReadOnlySpan<string> keys)
    {
        object? value = _file;
        foreach (var key in keys)
        {
            value = (value as Dictionary<object, object?>)?.GetValueOrDefault(key);
        }

        return value;
    }

    public IReadOnlyList<string> Keys(params ReadOnlySpan<string> keys) =>
        Value(keys) is Dictionary<object, object?> map ? [.. map.Keys.Cast<string>()] : [];

    public IReadOnlyList<string> List(params ReadOnlySpan<string> keys) =>
        Value(keys) is List<object?> list ? [.. list.Cast<string>()] : [];
}
