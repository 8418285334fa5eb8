using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace NanoBanana.Tests.Fixtures;

/// <summary>
/// Reads every line that a service writes during the tests, and remembers those with something secret in them: tokens, passwords, keys,
/// codes of links, signatures, addresses of people. Whatever test runs next fails then.
/// </summary>
public sealed partial class LogWatch(IReadOnlyDictionary<string, string?> settings)
{
    /// <summary>Every password of a test user starts with it.</summary>
    public const string PasswordMark = "pw-of-a-test-";

    private static readonly ConcurrentQueue<string> Leaks = new();

    private readonly string[] _secrets =
    [
        .. settings.Where(setting => SecretName().IsMatch(setting.Key) && setting.Value is { Length: >= 8 }).Select(
            setting => setting.Value!),
    ];

    public static void ThrowIfAnythingLeaked()
    {
        if (!Leaks.IsEmpty)
        {
            throw new InvalidOperationException($"A service wrote secrets into its log:\n{string.Join('\n', Leaks.Take(10))}");
        }
    }

    public void Look(string line)
    {
        if (IsSecret(line))
        {
            Leaks.Enqueue(line);
        }
    }

    /// <summary>Whether a line has in it what must not be in a log.</summary>
    public bool IsSecret(string line) => Secret().IsMatch(line) || _secrets.Any(secret => line.Contains(secret, StringComparison.Ordinal));

    // A name that ends with _FILE names the path of a secret, which may be told.
    [GeneratedRegex("^(?!.*_FILE$).*(Secret|Password|Key$|_KEY)", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    [GeneratedRegex(
        PasswordMark + @"|eyJ[A-Za-z0-9_-]{8,}\.eyJ|(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{86}(?![A-Za-z0-9_-])"
        + @"|(access_token|signature|[?&]sig)=[A-Za-z0-9_%-]{8,}"
        + @"|(invites|join|snapshots)/[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])|@example\.org|\$2[aby]\$\d\d\$", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();
}
