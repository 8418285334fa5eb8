namespace NanoBanana.Core.Engines.Local;

/// <summary>Prompts that show what the local engine understands.</summary>
internal static class LocalExamples
{
    public static IReadOnlyList<string> Prompts { get; } =
    [
        "crop to a square, then warm it up and add the text 'Hello' at the bottom",
        "remove the background",
        "make it pop",
        "make it a bit brighter and sharpen it",
        "oil painting",
        "black and white with a 20 px white border",
        "resize to 1200x800",
        "a 1200x800 light blue canvas with the text 'Hi'",
        "去掉背景",
        "自动美化",
        "裁成正方形，调亮一点，转90度",
        "怀旧，加暗角",
        "在右下角加上水印“NB”",
    ];
}
