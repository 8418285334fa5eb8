using System.Collections.Frozen;

namespace NanoBanana.Core.Accounts;

/// <summary>
/// The passwords that are found most often in leaks, as long as they have the eight characters that are asked for anyway.
/// </summary>
internal static class CommonPasswords
{
    private const string Resource = "NanoBanana.Core.Accounts.common-passwords.txt";
    private static readonly Lazy<FrozenSet<string>> Known = new(Read);

    /// <summary>Whether the whole password is one of them, whatever its case.</summary>
    public static bool Contains(string password) => Known.Value.Contains(password);

    private static FrozenSet<string> Read()
    {
        using var reader = new StreamReader(typeof(CommonPasswords).Assembly.GetManifestResourceStream(Resource)!);
        return reader.ReadToEnd().Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }
}
