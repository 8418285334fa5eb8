using System.Runtime.CompilerServices;
using System.Text;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A string with holes that are filled when the resources run.</summary>
public sealed class ReferenceExpression : IManifestExpressionProvider, IValueProvider
{
    private readonly object[] _parts;

    private ReferenceExpression(object[] parts) => _parts = parts;

    public string ValueExpression =>
        string.Concat(_parts.Select(p => p is IManifestExpressionProvider hole ? hole.ValueExpression : p));

    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => new(handler.Parts);

    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        var text = new StringBuilder();
        foreach (var part in _parts)
        {
            text.Append(part is IValueProvider hole ? await hole.GetValueAsync(cancellationToken) : part);
        }

        return text.ToString();
    }

    [InterpolatedStringHandler]
    public ref struct ExpressionInterpolatedStringHandler
    {
        private readonly List<object> _parts;

        public ExpressionInterpolatedStringHandler(int literalLength, int formattedCount) =>
            _parts = new(formattedCount + Math.Min(literalLength, formattedCount + 1));

        internal readonly object[] Parts => [.. _parts];

        public readonly void AppendLiteral(string value) => _parts.Add(value);

        public readonly void AppendFormatted(string? value) => _parts.Add(value ?? "");

        public readonly void AppendFormatted<T>(T valueProvider) where T : IValueProvider, IManifestExpressionProvider =>
            _parts.Add(valueProvider);

        public readonly void AppendFormatted<T>(IResourceBuilder<T> valueProvider)
            where T : IResource, IValueProvider, IManifestExpressionProvider => _parts.Add(valueProvider.Resource);
    }
}
