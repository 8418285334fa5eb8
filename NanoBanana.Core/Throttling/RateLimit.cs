namespace NanoBanana.Core.Throttling;

/// <summary>So many in so much time. What was not used for a while can be had in one burst.</summary>
internal sealed record RateLimit(string Name, int Count, TimeSpan Per)
{
    public const string User = "user";
    public const string Uploads = "uploads";
    public const string Sharing = "sharing";
    public const string Shared = "shared";
    public const string Text = "text";
    public const string PasswordMails = "password-mails";

    /// <summary>Those that are kept for each user.</summary>
    public static readonly string[] OfUsers = [User, Uploads, Sharing, Shared, Text, PasswordMails];
}

/// <summary>How one rate stands after a request.</summary>
/// <param name="Left">How many more may follow at once.</param>
/// <param name="Reset">When all of them may again.</param>
internal sealed record RateLimitState(RateLimit Rate, long Left, TimeSpan Reset);

/// <summary>Whether a request may go on.</summary>
/// <param name="Wait">How long to wait before the next try; zero when it may go on.</param>
internal sealed record RateLimitResult(bool IsAdmitted, TimeSpan Wait, IReadOnlyList<RateLimitState> Rates);
