namespace NanoBanana.Api.Throttling;

/// <summary>Marks an endpoint whose work grows with what is stored: searches, exports, public copies.</summary>
/// <param name="OnlyWith">Query parameters with one of which it is; without any it always is.</param>
internal sealed record Heavy(params string[] OnlyWith)
{
    public bool Is(HttpRequest request) => OnlyWith.Length == 0 || OnlyWith.Any(name => request.Query.ContainsKey(name));
}
