namespace NanoBanana.Api.Images;

/// <summary>The audience of a signed URL: one member, one who may restore it from the bin, or everybody who knows a snapshot.</summary>
/// <param name="Parameter">The query parameter that names the audience.</param>
internal readonly record struct SignedUrlAudience(string Parameter)
{
    public static SignedUrlAudience User(UserId userId) => new($"reader={userId}");

    public static SignedUrlAudience Bin(UserId userId) => new($"bin={userId}");

    /// <param name="own">Not the secret id, so that an image's URL does not give the snapshot away.</param>
    public static SignedUrlAudience OfSnapshot(string own) => new($"snapshot={own}");
}
