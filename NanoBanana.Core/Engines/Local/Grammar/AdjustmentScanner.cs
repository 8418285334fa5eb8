using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using NanoBanana.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>
/// The exact form of "Adjust": a colon, then names with signed numbers, such as "adjust: light +20, warmth -10" or "调整：光线+20，色温-10".
/// What is not written exactly so means what its words mean.
/// </summary>
internal static partial class AdjustmentScanner
{
    private static readonly FrozenDictionary<string, Func<Develop, double, Develop>> Parts =
        new (string English, string Chinese, Func<Develop, double, Develop> Set)[]
        {
            ("light", "光线", (how, percent) => how with { Light = percent }),
            ("contrast", "对比度", (how, percent) => how with { Contrast = percent }),
            ("highlights", "高光", (how, percent) => how with { Highlights = percent }),
            ("shadows", "阴影", (how, percent) => how with { Shadows = percent }),
            ("warmth", "色温", (how, percent) => how with { Warmth = percent }),
            ("tint", "色调", (how, percent) => how with { Tint = percent }),
            ("saturation", "饱和度", (how, percent) => how with { Saturation = percent }),
            ("vibrance", "鲜艳度", (how, percent) => how with { Vibrance = percent }),
            ("sharpness", "锐度", (how, percent) => how with { Sharpness = percent }),
            ("vignette", "暗角", (how, percent) => how with { Vignette = percent }),
            ("grain", "颗粒", (how, percent) => how with { Grain = percent }),
        }.SelectMany(part => new[] { KeyValuePair.Create(part.English, part.Set), KeyValuePair.Create(part.Chinese, part.Set) })
        .ToFrozenDictionary();

    /// <returns>The operation and its length; null where no exact form starts.</returns>
    public static (Head Head, int Length)? Read(FoldedText text, int at)
    {
        if ((char.IsAsciiLetterOrDigit(text[at - 1]) && char.IsAsciiLetter(text[at])) || !Form().IsMatch(text.Folded, at))
        {
            return null;
        }

        var form = Form().Match(text.Folded, at);
        var (names, numbers, how) = (form.Groups["name"].Captures, form.Groups["number"].Captures, new Develop());
        for (var part = 0; part < names.Count; part++)
        {
            var percent = double.Parse(numbers[part].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            if (percent is 0 or < -100 or > 100 || Parts[names[part].Value](how, percent) is var next && next == how)
            {
                return null;
            }

            how = next;
        }

        return names.Select(name => name.Value).Distinct().Count() == names.Count && how is { Sharpness: >= 0, Vignette: >= 0, Grain: >= 0 }
            ? (new Head(Subject.Develop, Detail: new Adjustments(how)), form.Length)
            : null;
    }

    [GeneratedRegex(@"\G(?:adjust|调整) *: *(?:(?:(?<=: *)| *, *)(?<name>light|contrast|highlights|shadows|warmth|tint|saturation|vibrance|"
        + @"sharpness|vignette|grain|光线|对比度|高光|阴影|色温|色调|饱和度|鲜艳度|锐度|暗角|颗粒) *(?<number>[+-][0-9]{1,3})(?![0-9%]|\.[0-9]))+")]
    private static partial Regex Form();
}
