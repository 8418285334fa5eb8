namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>
/// A prompt as it was written, and beside it, character by character, in the plain form that is compared: lower case, half-width, without
/// accents,
/// ASCII punctuation, simplified.
/// </summary>
internal sealed class FoldedText
{
    private const string Traditional =
        "圖轉變張紅藍綠黃銳邊對飽調寬縮標銀畫將請幫個裡處顏顛動顯層間圓懷舊復負顆濾鏡馬賽強減應適針時順徑過異壓淺褲點單隻頂側這兩數體號寫內為與並疊蓋華後從"
        + "臉遠擴導陰發風電膠鉛筆霧細節質銷還線換樣頭證護紙網頁們藝術圍優溫豔艷潤膚髮齒帶誌貼給說謝嗎麼會來沒濃雜車隱劃損樹檔儲傳測輪閾雙裏麗亂夢閃陽煙飾裝鹽剛錯誤滿";
    private const string Simplified =
        "图转变张红蓝绿黄锐边对饱调宽缩标银画将请帮个里处颜颠动显层间圆怀旧复负颗滤镜马赛强减应适针时顺径过异压浅裤点单只顶侧这两数体号写内为与并叠盖华后从"
        + "脸远扩导阴发风电胶铅笔雾细节质销还线换样头证护纸网页们艺术围优温艳艳润肤发齿带志贴给说谢吗么会来没浓杂车隐划损树档储传测轮阈双里丽乱梦闪阳烟饰装盐刚错误满";
    private const string Marks = "，。、；：！？¿¡（）【】％＃～　−–—‐‑×✕✖＊·•…’";
    private const string Plain = ",.,;:!?,,()()%#~ -----xxxx,,,'";
    private const string Accented = "àáâãäåçèéêëìíîïñòóôõöøùúûüýÿßœæ";
    private const string Bare = "aaaaaaceeeeiiiinoooooouuuuyysoa";

    public FoldedText(string original)
    {
        Original = original;
        Folded = Fold(original);
    }

    public string Original { get; }

    public string Folded { get; }

    public int Length => Folded.Length;

    public char this[int at] => at >= 0 && at < Folded.Length ? Folded[at] : '\0';

    public static bool IsChinese(char letter) => letter is >= '\u3400' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF';

    public static bool IsKana(char letter) => letter is >= '\u3041' and <= '\u30FF' and not '\u30FB';

    /// <summary>Whether words of this script are written without spaces.</summary>
    public static bool IsEastern(char letter) => IsChinese(letter) || IsKana(letter);

    public static bool HasChinese(string text) => text.Any(IsChinese);

    public static string Fold(string text) => string.Create(text.Length, text, static (folded, text) =>
    {
        for (var at = 0; at < text.Length; at++)
        {
            folded[at] = Fold(text[at]);
        }
    });

    public static char Fold(char letter)
    {
        if (letter is >= '\uFF01' and <= '\uFF5E')
        {
            letter = (char)(letter - 0xFEE0);
        }

        if (letter < '\u0080')
        {
            return letter is >= 'A' and <= 'Z' ? (char)(letter + 32) : letter is '\t' or '\v' or '\f' ? ' ' : letter;
        }

        return Traditional.IndexOf(letter, StringComparison.Ordinal) is var at and >= 0 ? Simplified[at]
            : Marks.IndexOf(letter, StringComparison.Ordinal) is var mark and >= 0 ? Plain[mark]
            : Accented.IndexOf(char.ToLowerInvariant(letter), StringComparison.Ordinal) is var accent and >= 0 ? Bare[accent]
            : char.IsWhiteSpace(letter) ? ' '
            : char.ToLowerInvariant(letter);
    }
}
