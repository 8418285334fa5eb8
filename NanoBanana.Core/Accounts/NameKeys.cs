using System.Globalization;
using System.Text;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Accounts;

/// <summary>The keys that hold an account's names. Names are compared by these keys alone, never as strings.</summary>
/// <param name="Name">The user name, folded.</param>
/// <param name="Look">What the user name looks like.</param>
/// <param name="Email">The e-mail address, folded.</param>
internal sealed record NameKeys(RedisKey Name, RedisKey Look, RedisKey Email)
{
    private static readonly IdnMapping Domains = new() { AllowUnassigned = true };

    public IReadOnlyList<RedisKey> All => [Name, Look, Email];

    public static NameKeys Of(string username, string email) =>
        new(OfName(username), Keys.UsernameLook(Confusables.Look(username)), OfEmail(email));

    /// <summary>The key of whatever somebody signs in with.</summary>
    public static RedisKey OfLogin(string login) => login.Contains('@') || Fold(login).Contains('@') ? OfEmail(login) : OfName(login);

    public static RedisKey OfName(string username) => Keys.Username(Fold(username));

    /// <summary>Folds the local part and writes the domain in ASCII, as mail servers do.</summary>
    public static RedisKey OfEmail(string email)
    {
        var folded = Fold(email);
        var at = folded.LastIndexOf('@');
        try
        {
            return Keys.Email(at < 0 || Ascii.IsValid(folded.AsSpan(at))
                ? folded : folded[..(at + 1)] + Domains.GetAscii(folded[(at + 1)..]));
        }
        catch (ArgumentException)
        {
            return Keys.Email(folded);
        }
    }

    /// <summary>NFKC without regard to case. By way of capitals, so that ς is σ; text that is not Unicode stays as it is.</summary>
    public static string Fold(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormKC).ToUpperInvariant().ToLowerInvariant()
                .Replace("ß", "ss", StringComparison.Ordinal).Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            return text;
        }
    }
}
