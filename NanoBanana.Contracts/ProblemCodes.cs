namespace NanoBanana.Contracts;

/// <summary>
/// The <c>code</c> of a failed request: a stable word for programs. A failure that needs to be told from others of its status has a word
/// of its own.
/// </summary>
public static class ProblemCodes
{
    /// <summary>A field is missing or wrong; <c>errors</c> names it.</summary>
    public const string Invalid = "invalid";
    /// <summary>Sign in.</summary>
    public const string Unauthorized = "unauthorized";
    /// <summary>The caller may see it but not change it.</summary>
    public const string Forbidden = "forbidden";
    /// <summary>There is nothing here, or it is not the caller's.</summary>
    public const string NotFound = "not-found";
    /// <summary>The address is right, the method is not.</summary>
    public const string MethodNotAllowed = "method-not-allowed";
    /// <summary>It is taken, or its state does not allow it.</summary>
    public const string Conflict = "conflict";
    /// <summary>The body is too large.</summary>
    public const string TooLarge = "too-large";
    /// <summary>The body is of a type that is not taken.</summary>
    public const string UnsupportedType = "unsupported-type";
    /// <summary>It is understood, but cannot be done.</summary>
    public const string Unprocessable = "unprocessable";
    /// <summary>Wait for <c>Retry-After</c>.</summary>
    public const string TooManyRequests = "too-many-requests";
    /// <summary>A defect here.</summary>
    public const string Internal = "internal";
    /// <summary>Something that is needed does not answer; try again after <c>Retry-After</c>.</summary>
    public const string Unavailable = "unavailable";
    /// <summary>There is no room left: the user's (413), or the server's (507).</summary>
    public const string StorageFull = "storage-full";
    /// <summary>The engine makes no transparent backgrounds (400).</summary>
    public const string NoTransparency = "no-transparency";
    /// <summary>A one-time link was used, replaced or is too old (400).</summary>
    public const string BadLink = "bad-link";
    /// <summary>A guest has to register first (403, or 400 for an engine on the network).</summary>
    public const string Guest = "guest";
    /// <summary>Any other refusal.</summary>
    public const string Refused = "refused";

    /// <summary>The code of a status that has no word of its own.</summary>
    public static string Of(int? status) => status switch
    {
        400 => Invalid,
        401 => Unauthorized,
        403 => Forbidden,
        404 => NotFound,
        405 => MethodNotAllowed,
        409 => Conflict,
        413 => TooLarge,
        415 => UnsupportedType,
        422 => Unprocessable,
        429 => TooManyRequests,
        500 => Internal,
        502 or 503 or 504 => Unavailable,
        507 => StorageFull,
        _ => Refused,
    };
}
