using Microsoft.AspNetCore.Mvc;

namespace NanoBanana.Api.Images;

/// <summary>Which bytes are asked for, and what a signed address adds.</summary>
/// <param name="Variant"><c>original</c> (the default), <c>thumbnail</c> or <c>preview</c>.</param>
/// <param name="Metadata"><c>none</c>: the original without what it says beside the picture, such as where it was taken.</param>
/// <param name="Reader">For whom the address was signed.</param>
/// <param name="Snapshot">For which snapshot the address was signed.</param>
/// <param name="Expires">Until when, in seconds since 1970.</param>
/// <param name="Signature">Over all of these but <paramref name="Metadata"/>.</param>
internal sealed record ContentRequest(
    [FromQuery] string? Variant, [FromQuery] string? Metadata, [FromQuery] string? Reader, [FromQuery] string? Snapshot,
    [FromQuery] string? Expires, [FromQuery] string? Signature);
