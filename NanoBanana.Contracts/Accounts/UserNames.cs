using System.Globalization;
using System.Text;

namespace NanoBanana.Contracts.Accounts;

/// <summary>The form of user names: letters and digits of any script, <c>_ . -</c>.</summary>
public static class UserNames
{
    /// <summary>Vowel signs and accents that may follow one letter.</summary>
    private const int MarksInARow = 3;

    /// <summary>Brings a name into the form in which it is kept (NFKC); null when it is no user name.</summary>
    public static string? Clean(string? name)
    {
        if (name is not { Length: <= 4 * Limits.UsernameMaxLength })
        {
            return null;
        }

        try
        {
            var normal = name.Normalize(NormalizationForm.FormKC);
            return normal.Length is >= Limits.UsernameMinLength and <= Limits.UsernameMaxLength && IsSpelt(normal) ? normal : null;
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair.
            return null;
        }
    }

    private static bool IsSpelt(string name)
    {
        var marksLeft = 0;
        foreach (var rune in name.EnumerateRunes())
        {
            if (IsHidden(rune.Value))
            {
                return false;
            }

            var category = Rune.GetUnicodeCategory(rune);
            if (Rune.IsLetter(rune) || category is UnicodeCategory.DecimalDigitNumber)
            {
                marksLeft = MarksInARow;
            }
            else if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
            {
                if (--marksLeft < 0)
                {
                    return false;
                }
            }
            else if (rune.Value is '_' or '.' or '-')
            {
                marksLeft = 0;
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Letters and marks that are not seen, such as the Hangul fillers and variation selectors.</summary>
    private static bool IsHidden(int rune) => rune is 0x034F or (>= 0x115F and <= 0x1160) or (>= 0x17B4 and <= 0x17B5)
        or (>= 0x180B and <= 0x180F) or 0x3164 or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xE0000 and <= 0xE0FFF);
}
