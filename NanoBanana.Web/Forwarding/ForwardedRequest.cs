namespace NanoBanana.Web.Forwarding;

/// <summary>A request to the API in a browser's stead, with the method and the body that the browser sent.</summary>
/// <param name="Path">The route of the API, with its query.</param>
/// <param name="Sent">The headers that go along; no other does, and so no cookie.</param>
/// <param name="Answered">The headers of the answer that come back; no other does.</param>
internal sealed record ForwardedRequest(string Path, string[] Sent, string[] Answered)
{
    /// <summary>The access token of whoever asks; null where the path alone decides.</summary>
    public string? Token { get; init; }

    /// <summary>Whether the API counts the request for the browser's address instead of this server's.</summary>
    public bool ForAddress { get; init; }
}
