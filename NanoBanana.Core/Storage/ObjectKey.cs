namespace NanoBanana.Core.Storage;

/// <summary>The one rule for keys, so that no key can name anything outside its store.</summary>
internal static class ObjectKey
{
    private const int MaxLength = 512;

    /// <exception cref="ArgumentException">The key is no relative path of ASCII letters, digits and <c>. - _</c>.</exception>
    public static void ThrowIfInvalid(string key)
    {
        if (!IsValid(key))
        {
            throw new ArgumentException("An object key is a relative path of ASCII letters, digits, '.', '-' and '_'.", nameof(key));
        }
    }

    private static bool IsValid(string key)
    {
        if (key.Length is 0 or > MaxLength)
        {
            return false;
        }

        foreach (var range in key.AsSpan().Split('/'))
        {
            var part = key.AsSpan(range);
            // A leading dot would name the folder itself, its parent, or a hidden file.
            if (part.IsEmpty || part[0] == '.')
            {
                return false;
            }

            foreach (var letter in part)
            {
                if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('.' or '-' or '_'))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
