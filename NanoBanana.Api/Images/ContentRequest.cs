using Microsoft.AspNetCore.Mvc;

namespace NanoBanana.Api.Images;

/// <summary>Which bytes are asked for, and what a signed URL adds.</summary>
internal sealed record ContentRequest
{
    /// <summary><c>original</c> (the default), <c>thumbnail</c>, <c>preview</c> or <c>display</c>.</summary>
    [FromQuery]
    public string? Variant { get; init; }

    /// <summary>
    /// <c>none</c>: the original without what it says beside the picture, such as where it was taken; of a BMP or TIFF a PNG.
    /// </summary>
    [FromQuery]
    public string? Metadata { get; init; }

    /// <summary>For whom the URL was signed.</summary>
    [FromQuery]
    public UserId? Reader { get; init; }

    /// <summary>For whom the URL of a thumbnail in the bin was signed.</summary>
    [FromQuery]
    public UserId? Bin { get; init; }

    /// <summary>For which snapshot the URL was signed.</summary>
    [FromQuery]
    public string? Snapshot { get; init; }

    /// <summary>Until when, in seconds since 1970.</summary>
    [FromQuery]
    public string? Expires { get; init; }

    /// <summary>Over all of these but <see cref="Metadata"/>.</summary>
    [FromQuery]
    public string? Signature { get; init; }
}
