using System.Text.RegularExpressions;

namespace NanoBanana.Core.Engines;

/// <summary>
/// Finds out whether words, English or Chinese, ask for a transparent background. What is done to one that is there ("replace the
/// transparent background") does not ask for it.
/// </summary>
internal static partial class RequestedBackground
{
    public static bool IsTransparent(string prompt) => Transparent().IsMatch(prompt) && !Otherwise().IsMatch(prompt);

    [GeneratedRegex("""
        \btransparent\s+(back(ground|drop)|bg|png|webp|canvas|cut-?out)\b
        | \b(back(ground|drop)|bg)\s+(is\s+|be\s+|should\s+be\s+|must\s+be\s+|to\s+be\s+|to\s+|into\s+|fully\s+|completely\s+)*transparent\b
        | \b(back(ground|drop)|bg)\s+(with|by|to|into)\s+transparency\b
        | \b(png|webp)\s+with\s+(transparency|an?\s+alpha(\s+channel)?)\b
        | \bon\s+(a\s+)?transparent\s*([,.;!]|$)
        | 透明(的)?(背景|底|底图)|(背景|底色?)(要|是|为|变|变成|变为|改|改成|改为|设|设为|弄成|换成|做成|处理成)*(全|完全)?透明
        """, Options)]
    private static partial Regex Transparent();

    [GeneratedRegex("""
        \b(replace|fill|paint|cover|remove|recolou?r|change|no|not|without|non|semi|instead\s+of|rather\s+than|opaque)[\s-]+
          (in\s+|over\s+)?(the\s+|this\s+|that\s+|its\s+|a\s+|any\s+)?(transparent|back(ground|drop)\s+that\s+is\s+transparent)\b
        | \b(background|backdrop|bg)\s+(is|be|should\s+be|must\s+be)\s+not\s+transparent\b
        | (不|不要|别|非|半|无|没有|去掉|去除|替换|填充|把)(的|成)?透明
        """, Options)]
    private static partial Regex Otherwise();

    private const RegexOptions Options =
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture;
}
