using System.Globalization;

namespace NanoBanana.Tests.Components;

/// <summary>The texts of the web app, in one of its languages.</summary>
internal static class Texts
{
    public static string Say(string language, Func<string> say)
    {
        var (culture, before) = (CultureInfo.GetCultureInfo(language), (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture));
        try
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
            return say();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }
}
