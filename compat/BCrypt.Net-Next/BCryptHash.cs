using System.Text.RegularExpressions;

namespace BCrypt.Net;

/// <summary>The form of a hash: <c>$2b$11$</c>, 22 characters of salt, 31 of hash.</summary>
internal static partial class BCryptHash
{
    public static int WorkFactor(string hash) => (hash[4] - '0') * 10 + (hash[5] - '0');

    public static void RequireHash(string hash)
    {
        if (hash is null || !Hash().IsMatch(hash))
        {
            throw new SaltParseException("This is not a bcrypt hash.");
        }
    }

    public static void RequireSalt(string salt)
    {
        if (!Salt().IsMatch(salt))
        {
            throw new SaltParseException("This is not a bcrypt salt.");
        }
    }

    [GeneratedRegex(@"^\$2[abxy]\$(0[4-9]|[12][0-9]|3[01])\$[./A-Za-z0-9]{53}\z")]
    private static partial Regex Hash();

    [GeneratedRegex(@"^\$2[abxy]\$(0[4-9]|[12][0-9]|3[01])\$[./A-Za-z0-9]{22}([./A-Za-z0-9]{31})?\z")]
    private static partial Regex Salt();
}
