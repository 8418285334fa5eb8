namespace NanoBanana.Api.Images;

/// <summary>For whom an address is signed: one member, or everybody who knows a snapshot.</summary>
/// <param name="Parameter">As the address names him.</param>
internal readonly record struct SignedUrlAudience(string Parameter)
{
    public static SignedUrlAudience User(string userId) => new($"reader={userId}");

    /// <param name="own">Not the secret id, so that an image's address does not give the snapshot away.</param>
    public static SignedUrlAudience OfSnapshot(string own) => new($"snapshot={own}");
}
