using System.Text.RegularExpressions;

namespace NanoBanana.Core.Accounts;

/// <summary>
/// Names that people recognize their devices by, such as <c>Firefox on Windows</c>. Every browser claims to be several others, so
/// the most particular name counts; a program without a known name keeps the first word that it gives itself.
/// </summary>
internal static partial class DeviceNames
{
    private const string Unknown = "Unknown device";
    private const int MaxLength = 60;

    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("Opera", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Vivaldi/", "Vivaldi"),
        ("YaBrowser/", "Yandex"), ("MicroMessenger/", "WeChat"), ("QQBrowser/", "QQ Browser"), ("UCBrowser/", "UC Browser"),
        ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chromium/", "Chromium"),
        ("HeadlessChrome/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("HarmonyOS", "HarmonyOS"), ("OpenHarmony", "HarmonyOS"),
        ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Macintosh", "macOS"), ("Mac OS X", "macOS"), ("Linux", "Linux"),
    ];

    public static string From(string? userAgent)
    {
        var agent = string.Concat((userAgent ?? "").Where(letter => !char.IsControl(letter))).Trim();
        var system = Find(Systems, agent);
        if (agent.StartsWith("Mozilla/", StringComparison.Ordinal) && Find(Browsers, agent) is { } browser)
        {
            return system is null ? browser : $"{browser} on {system}";
        }

        var name = FirstProduct().Match(agent).Value;
        name = name.Length <= MaxLength ? name : name[..MaxLength];
        return name.Length == 0 ? Unknown : system is null ? name : $"{name} on {system}";
    }

    private static string? Find((string Mark, string Name)[] known, string agent) =>
        known.FirstOrDefault(item => agent.Contains(item.Mark, StringComparison.Ordinal)).Name;

    /// <summary>Up to the version or to a remark in brackets: <c>curl</c> of <c>curl/8.5.0 (x86_64)</c>.</summary>
    [GeneratedRegex(@"^[^/(;]*[^/(;\s]")]
    private static partial Regex FirstProduct();
}
