namespace NanoBanana.Tests.Security;

/// <summary>Who calls.</summary>
public enum Caller
{
    Stranger,
    Viewer,
    Editor,
    Owner,

    // From here on nobody: the owner's token, but not as it was given out.
    Anonymous,
    RevokedDevice,
    ExpiredToken,
    WrongKey,
    NoAlgorithm,
    OtherIssuer,
    OtherAudience,
}
