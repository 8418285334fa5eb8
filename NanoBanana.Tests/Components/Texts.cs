using System.Globalization;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NanoBanana.Web.Resources;

namespace NanoBanana.Tests.Components;

/// <summary>The texts of the web app, in one of its languages.</summary>
internal static class Texts
{
    private static readonly StringLocalizer<Text> All =
        new(new ResourceManagerStringLocalizerFactory(Options.Create(new LocalizationOptions()), NullLoggerFactory.Instance));

    public static string Say(string language, Func<IStringLocalizer<Text>, string> say)
    {
        var (culture, before) = (CultureInfo.GetCultureInfo(language), (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture));
        try
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
            return say(All);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }
}
