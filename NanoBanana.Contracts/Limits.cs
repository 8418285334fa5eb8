namespace NanoBanana.Contracts;

/// <summary>The limits of the contract. Lengths are in UTF-16 code units unless a name says otherwise.</summary>
public static class Limits
{
    public const int UsernameMinLength = 3;
    public const int UsernameMaxLength = 32;
    /// <summary>ASCII letters and digits, underscore, dot and hyphen.</summary>
    public const string UsernamePattern = @"^[A-Za-z0-9_.-]+\z";
    public const int EmailMaxLength = 254;
    public const int PasswordMinLength = 8;
    /// <summary>BCrypt reads no more than 72 bytes of UTF-8.</summary>
    public const int PasswordMaxBytes = 72;
    public const int TitleMaxLength = 120;
    /// <summary>A title taken from the first message is cut at a word to this length.</summary>
    public const int DerivedTitleLength = 60;
    public const int MessageMaxLength = 8000;
    public const int MessageMaxImages = 16;
    public const int BatchMaxFiles = 16;
    public const int FileNameMaxLength = 255;
    public const int PageDefault = 20;
    public const int MessagesPageDefault = 50;
    public const int PageMax = 100;
    public const long ImageMaxBytes = 20L << 20;
    public const long ImageMaxPixels = 50_000_000;
    /// <summary>Width × height × frames of an animation.</summary>
    public const long ImageMaxFramePixels = 200_000_000;
    public const int JsonMaxBytes = 1 << 20;
    public const int IdempotencyKeyMaxLength = 255;
    /// <summary>Longest edge of a thumbnail in pixels.</summary>
    public const int ThumbnailEdge = 512;
    /// <summary>Longest edge of a preview in pixels.</summary>
    public const int PreviewEdge = 1280;
}
