using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NanoBanana.Contracts.Operators;
using NanoBanana.Contracts.Recipes;
using NanoBanana.Core.Operators;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Web.Canvas;
using NanoBanana.Web.Operators;
using NanoBanana.Web.Recipes;
using NanoBanana.Web.Resources;
using NanoBanana.Web.Sharing;

namespace NanoBanana.Tests.Components;

/// <summary>Holds what the compiler cannot about the texts: both languages say all of them, code shows all of them.</summary>
[Trait("Kind", "Unit")]
public sealed partial class ResourceTests
{
    /// <summary>What says a text for each of several values, by the values.</summary>
    public static TheoryData<string, string[]> Families => new()
    {
        { nameof(OperatorTexts.OfAction), [.. OperatorActions.All] },
        { nameof(OperatorTexts.OfFailure), [.. FailureCounter.Kinds] },
        { nameof(OperatorTexts.OfHealth), Enum.GetNames<HealthStatus>() },
        { nameof(OperatorTexts.OfLane), ["0", "1", "2"] },
        { nameof(RoleTexts), Enum.GetNames<Role>() },
        { nameof(RunCard), Enum.GetNames<RunStatus>() },
        { nameof(AdjustPlan), [.. AdjustPlan.Parts] },
        { nameof(LookPlan), [.. LookPlan.Looks, .. LookPlan.Painted] },
        { nameof(ExpandPlan), [.. ExpandPlan.Fills] },
        { nameof(TextPlan), [.. TextPlan.Fonts] },
    };

    [Fact]
    public void Both_languages_say_every_text_with_the_same_places_to_fill()
    {
        var (english, chinese) = (Read(CultureInfo.InvariantCulture), Read(new CultureInfo("zh-CN")));
        Assert.Equal(english.Keys.Order(), chinese.Keys.Order());
        Assert.All(english, text => Assert.Equal(Places(text.Value), Places(chinese[text.Key])));
    }

    /// <summary>The generated methods fill the places in their order.</summary>
    [Fact]
    public void Places_are_counted_from_zero_without_a_gap() => Assert.All(
        Read(CultureInfo.InvariantCulture), text => Assert.Equal(Enumerable.Range(0, Places(text.Value).Count), Places(text.Value)));

    [Fact]
    public void No_text_is_left_that_no_code_shows()
    {
        var named = Directory.EnumerateFiles(SourceTree.PathTo("NanoBanana.Web"), "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".cs" or ".razor")
            .SelectMany(path => Named.Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value)).ToHashSet();
        Assert.DoesNotContain(
            Read(CultureInfo.InvariantCulture), text => !named.Contains(text.Key) && !named.Contains("Format" + text.Key));
    }

    [Theory, MemberData(nameof(Families))]
    public void Each_value_has_a_text_of_its_own_in_both_languages(string family, string[] values)
    {
        foreach (var language in (string[])["en", "zh-CN"])
        {
            var said = values.Select(value => Texts.Say(language, () => Say(family, value))).ToList();
            Assert.Equal(values.Length, said.Distinct().Count());
            Assert.True(language is "en" || !said.Intersect(values).Any());
        }
    }

    private static string Say(string family, string value) => family switch
    {
        nameof(OperatorTexts.OfAction) => OperatorTexts.OfAction(value),
        nameof(OperatorTexts.OfFailure) => OperatorTexts.OfFailure(value),
        nameof(OperatorTexts.OfHealth) => OperatorTexts.OfHealth(value),
        nameof(OperatorTexts.OfLane) => OperatorTexts.OfLane(int.Parse(value, CultureInfo.InvariantCulture)),
        nameof(RoleTexts) => RoleTexts.Of(Enum.Parse<Role>(value)),
        nameof(RunCard) => RunCard.StatusOf(Enum.Parse<RunStatus>(value)),
        nameof(AdjustPlan) => AdjustPlan.NameOf(value),
        nameof(LookPlan) => LookPlan.NameOf(value),
        nameof(ExpandPlan) => ExpandPlan.NameOf(value),
        nameof(TextPlan) => TextPlan.NameOf(value),
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, null),
    };

    private static Dictionary<string, string> Read(CultureInfo culture) =>
        Text.ResourceManager.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>().ToDictionary(text => (string)text.Key, text => (string)text.Value!);

    private static List<int> Places(string text) =>
        [.. Place.Matches(text).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).Distinct().Order()];

    [GeneratedRegex(@"\{(\d+)\}")]
    private static partial Regex Place { get; }

    [GeneratedRegex(@"\bText\.(\w+)")]
    private static partial Regex Named { get; }
}
