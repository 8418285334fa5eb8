using System.Drawing;
using NanoBanana.Core.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>The names of CSS, also in two words, and the usual ones in Chinese.</summary>
internal static class ColourNames
{
    private static readonly string[] Prefixes =
        ["light", "dark", "medium", "pale", "deep", "hot", "sky", "royal", "navy", "steel", "forest", "lime", "sea", "slate", "orange", "dodger", "midnight", "spring"];

    // The Chinese name, and the one of CSS.
    private const string Chinese =
        "白 white,黑 black,红 red,绿 green,蓝 blue,黄 yellow,橙 orange,橘 orange,紫 purple,粉 pink,粉红 pink,灰 gray,棕 brown,褐 saddlebrown,咖啡 brown,金 gold,"
        + "银 silver,青 cyan,品红 magenta,洋红 magenta,天蓝 skyblue,深蓝 darkblue,浅蓝 lightblue,淡蓝 lightblue,海军蓝 navy,藏青 navy,深红 darkred,深绿 darkgreen,浅绿 lightgreen,"
        + "浅灰 lightgray,淡灰 lightgray,深灰 darkgray,米 beige,橄榄 olive,草绿 lawngreen,浅黄 lightyellow,淡黄 lightyellow,湖蓝 teal,靛 indigo,紫罗兰 violet,珊瑚 coral,卡其 khaki";

    public static IReadOnlyDictionary<string, Rgba> All { get; } = Build();

    private static Dictionary<string, Rgba> Build()
    {
        var names = new Dictionary<string, Rgba>(StringComparer.Ordinal);
        foreach (var known in Enum.GetValues<KnownColor>().Select(Color.FromKnownColor).Where(colour => !colour.IsSystemColor))
        {
            var name = known.Name.ToLowerInvariant();
            var value = known.A == 0 ? Rgba.Transparent : new Rgba(known.R, known.G, known.B);
            foreach (var spelling in new[] { name, name.Replace("gray", "grey", StringComparison.Ordinal) })
            {
                names[spelling] = value;
                foreach (var prefix in Prefixes.Where(prefix => spelling.StartsWith(prefix, StringComparison.Ordinal) && spelling.Length > prefix.Length))
                {
                    names[$"{prefix} {spelling[prefix.Length..]}"] = value;
                }
            }
        }

        foreach (var pair in Chinese.Split(','))
        {
            var (name, css) = (pair.Split(' ')[0], pair.Split(' ')[1]);
            names[name] = names[name + "色"] = names[css];
        }

        names["透明"] = names["透明色"] = Rgba.Transparent;
        return names;
    }
}
