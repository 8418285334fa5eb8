using System.Text.RegularExpressions;

namespace NanoBanana.Imaging.Compositing;

/// <summary>What a prompt says about the result's shape.</summary>
internal enum ShapeRequest
{
    /// <summary>Nothing: the source's size is kept.</summary>
    None,

    /// <summary>Another ratio, or a part or more than the whole: an answer of another ratio was asked for.</summary>
    Ratio,

    /// <summary>Another size in pixels: an answer of any size was asked for.</summary>
    Size,
}

/// <summary>
/// Finds out whether words, English or Chinese, ask for another shape of the picture. Shapes of things in it ("a square window", "a wider
/// smile") ask for nothing, so a word alone is not enough unless it can only be about the picture.
/// </summary>
internal static partial class RequestedShape
{
    public static ShapeRequest In(string prompt) =>
        Sizes().IsMatch(prompt) ? ShapeRequest.Size : Ratios().IsMatch(prompt) ? ShapeRequest.Ratio : ShapeRequest.None;

    [GeneratedRegex("""
        (?<![A-Za-z\d.])\d{2,5}\s*(px|pixels?)?\s*(x|×|by)\s*\d{2,5}
            (?!\d|\.\d|\s*(feet|foot|ft|cm|mm|inch|in\b|m\b|meters?|metres?|厘米|米|英寸))
        | \b\d{3,5}\s*(px|pixels?)\s+(wide|tall|high|across)\b
        | \b(width|height)\s+(of\s+|to\s+|=\s*)?\d{3,5}\b
        | \b(resize|downsize|upscale|downscale|upsize)\b
        | \b(scale|shrink|enlarge|reduce)\s+(it|this|that|the\s+(whole\s+|entire\s+)?(picture|image|photo\w*))\b
        | \b(4k|8k|2k|full\s?hd|1080p|720p|hd)\s+(resolution|version|size|image|picture|wallpaper)\b
        | \bin\s+(4k|8k|2k|1080p|720p)\b
        | \b(higher|lower|larger|bigger|smaller|double|half|twice)\s+(the\s+)?(resolution|image\s+size|picture\s+size)\b
        | \d{2,5}\s*[*乘]\s*\d{2,5}\s*(像素|大小|尺寸)?
        | 像素(宽|高)|分辨率|(调整|改变|修改|更改|缩小|放大|调)(图片|照片|图像|画面|整体)?的?(尺寸|大小)
        | (缩小|放大)(一下)?(整个|整张|这张|这幅)?(图片|照片|图像|图)|(图片|照片|图像)(缩小|放大)
        """, Options)]
    private static partial Regex Sizes();

    [GeneratedRegex("""
        \b(crop|uncrop|outpaint|letterbox|pillarbox)(s|ped|ping|ing|ed)?\b(?!\s+(top|tops|circle|field|rotation|duster|land)\b)
        | (?<![\d:])([1-9]|1\d|2[0-4])(\.\d{1,2})?\s*:\s*([1-9]|1\d|2[0-4])(\.\d{1,2})?(?![\d:])(?!\s*(am|pm|a\.m|p\.m|o.clock)\b)
        | \baspect(\s|-)?ratio\b
        | \b(make|turn|change|convert|get|keep|put|set|cut|trim|format|reformat|extend)
            \s+(it|this|that|the\s+(whole\s+|entire\s+)?(picture|image|photo\w*|canvas|frame|result|output))
            \s+(in)?(to\s+)?(be\s+)?(a\s+|an\s+)?
            (square|wider|taller|narrower|portrait|landscape|vertical|horizontal|panoram\w+|widescreen)\b(?!\s+of\b)
        | \b(to|into|in|as)\s+(a\s+|an\s+)?(square|portrait|landscape|vertical|horizontal|widescreen|panoramic)
            \s*(format|orientation|mode|crop|aspect|shape|version|picture|image|photo\w*|frame|canvas|$|[,.;!])
        | \b(square|portrait|landscape|vertical|horizontal|widescreen|panoramic|wider|taller|narrower)
            \s+(format|orientation|mode|aspect|version|image|picture|frame|canvas|banner|wallpaper|composition|output|result)\b
        | ^\s*(square|portrait|landscape|widescreen|vertical|horizontal|wider|taller|narrower)\s*[.!]?\s*$
        | \b(extend|expand|enlarge|widen|grow)\s+(the\s+|this\s+|its\s+)?(canvas|frame|borders?|edges|image|picture|photo\w*|scene|view)\b
        | \b(zoom\s+out|wider\s+(shot|view|angle|crop|field))\b
        | \b(fit|format|suitable)\s+(it\s+)?(for\s+)?(a\s+|an\s+)?(phone|mobile|desktop)\s+(screen|wallpaper|background)\b
        | \b(instagram|tiktok)\s+(story|stories|reel|post|square)\b
        | 裁剪?(成|为|到|掉|切|去|出|一|下|图|照|边|方)|裁剪|裁切|剪裁|裁$
        | (做|改|变|弄|调整|调|转|换|转换|处理|扩展|扩|输出)(成|为|到)(一个|一张|一幅)?(正方形|方形|方图|长方形|横版|竖版|横向|竖向|横屏|竖屏|横图|竖图|宽屏|宽幅|全景)
        | 正方形(的)?(图|画面|构图|比例|尺寸|版|格式)|^\s*(正方形|方图)\s*[。！]?\s*$
        | 横版|竖版|横屏|竖屏|横构图|竖构图|横向构图|竖向构图|宽屏|长宽比|宽高比|画幅|纵横比
        | (放大|扩大|扩展|延伸|加宽|加高|拓宽|缩小)(一下)?(画布|画面|边缘|背景范围|图片边缘)|扩图|外扩
        | (图片|照片|图像|画面|图)(变|改|弄|调)?(得)?(更)?(宽|高|窄)一?(些|点)
        | ([1-9]|1\d|2[0-4])\s*[：比]\s*([1-9]|1\d|2[0-4])(?!\d)(?!\s*(分|点))
        """, Options)]
    private static partial Regex Ratios();

    private const RegexOptions Options =
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture;
}
