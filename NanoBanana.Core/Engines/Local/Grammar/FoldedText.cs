namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>
/// A prompt as it was written, and beside it, character by character, in the plain form that is compared: lower case, half-width, ASCII
/// punctuation, simplified.
/// </summary>
internal sealed class FoldedText
{
    private const string Traditional = "圖轉變張紅藍綠黃銳邊對飽調寬縮標銀畫將請幫個裡處顏顛動顯層間圓懷舊復負顆濾鏡馬賽強減應適針時順徑過異壓淺褲點單隻頂側這兩數體號寫內為與並疊蓋華後從";
    private const string Simplified = "图转变张红蓝绿黄锐边对饱调宽缩标银画将请帮个里处颜颠动显层间圆怀旧复负颗滤镜马赛强减应适针时顺径过异压浅裤点单只顶侧这两数体号写内为与并叠盖华后从";
    private const string Marks = "，。、；：！？（）【】％＃～　−–—‐‑×✕✖＊·•…";
    private const string Plain = ",.,;:!?()()%#~ -----xxxx,,,";

    public FoldedText(string original)
    {
        Original = original;
        Folded = string.Create(original.Length, original, static (folded, text) =>
        {
            for (var at = 0; at < text.Length; at++)
            {
                folded[at] = Fold(text[at]);
            }
        });
    }

    public string Original { get; }

    public string Folded { get; }

    public int Length => Folded.Length;

    public char this[int at] => at >= 0 && at < Folded.Length ? Folded[at] : '\0';

    public static bool IsChinese(char letter) => letter is >= '\u3400' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF';

    public static bool HasChinese(string text) => text.Any(IsChinese);

    public static char Fold(char letter)
    {
        if (letter is >= '\uFF01' and <= '\uFF5E')
        {
            letter = (char)(letter - 0xFEE0);
        }

        return Traditional.IndexOf(letter, StringComparison.Ordinal) is var at and >= 0 ? Simplified[at]
            : Marks.IndexOf(letter, StringComparison.Ordinal) is var mark and >= 0 ? Plain[mark]
            : char.IsWhiteSpace(letter) && letter != '\n' ? ' '
            : char.ToLowerInvariant(letter);
    }
}
