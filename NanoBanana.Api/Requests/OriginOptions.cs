using Microsoft.Extensions.Options;

namespace NanoBanana.Api.Requests;

/// <summary>Which web pages of other origins may call from a browser (section <c>Cors</c>).</summary>
internal sealed class OriginOptions
{
    /// <summary>Such as <c>https://example.org</c>; none by default.</summary>
    public IList<string> Origins { get; } = [];
}

internal sealed class OriginOptionsValidator : IValidateOptions<OriginOptions>
{
    public ValidateOptionsResult Validate(string? name, OriginOptions options) =>
        options.Origins.FirstOrDefault(origin => !IsOrigin(origin)) is { } wrong
            ? ValidateOptionsResult.Fail(
                $"Cors:Origins has '{wrong}'; name origins such as https://example.org, without a path or a wildcard.")
            : ValidateOptionsResult.Success;

    private static bool IsOrigin(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            && uri.GetLeftPart(UriPartial.Authority) == origin;
}
