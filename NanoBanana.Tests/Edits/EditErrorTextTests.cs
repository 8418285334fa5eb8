using System.Globalization;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Edits;
using NanoBanana.Tests.Components;
using NanoBanana.Web.Edits;

namespace NanoBanana.Tests.Edits;

[Trait("Kind", "Unit")]
public sealed class EditErrorTextTests
{
    private static readonly CultureInfo English = new("en");
    private static readonly CultureInfo Chinese = new("zh-CN");

    public static TheoryData<string> Codes => [.. typeof(EditProblems).GetFields().Select(code => (string)code.GetRawConstantValue()!)];

    [Theory, MemberData(nameof(Codes))]
    public void Every_problem_is_said_in_its_own_words_with_what_to_do(string code)
    {
        Assert.Equal(code == EditProblems.Provider, EditErrorText.TitleOf(code, "x") == EditErrorText.TitleOf(null, "x"));
        foreach (var say in (Func<string>[])[() => EditErrorText.TitleOf(code, "x"), () => EditErrorText.AdviceOf(code)])
        {
            Assert.False(EditErrorText.IsChinese(Texts.Say("en", say)));
            Assert.True(EditErrorText.IsChinese(Texts.Say("zh-CN", say)));
        }
    }

    [Theory]
    [InlineData(EditProblems.Provider, "Set GEMINI_API_KEY.", true, false)]
    [InlineData(EditProblems.Input, "Choose two.", true, false)]
    [InlineData(EditProblems.Input, "请选两张。", true, true)]
    [InlineData(EditProblems.NoImage, "It said: “No.”", true, false)]
    [InlineData(EditProblems.Blocked, "Gemini does not do this: “safety”.", true, false)]
    [InlineData(EditProblems.NotUnderstood, "I do not know “wibble”.", true, true)]
    [InlineData(EditProblems.QuotaDay, "Try tomorrow.", false, false)]
    public void What_an_engine_says_is_shown_to_those_who_can_read_it_where_it_says_more(
        string code, string detail, bool english, bool chinese)
    {
        var problem = new Problem(code, "Title", detail);
        Assert.Equal(english ? detail : null, EditErrorText.DetailOf(problem, English));
        Assert.Equal(chinese ? detail : null, EditErrorText.DetailOf(problem, Chinese));
    }

    [Theory]
    [InlineData(0.5, "50%")]
    [InlineData(1, "100%")]
    [InlineData(0.0004, "< 1%")]
    [InlineData(0.9996, "> 99%")]
    public void A_share_is_never_rounded_to_nothing_or_to_all(double share, string said) =>
        Assert.Equal(said, EditErrorText.ShareOf(new(MaskBasis.Alpha, share), Chinese));

    [Theory]
    [InlineData(Background.Transparent, Background.Opaque, true)]
    [InlineData(Background.Transparent, Background.Transparent, false)]
    [InlineData(Background.Transparent, null, false)]
    [InlineData(null, null, false)]
    [InlineData(Background.Opaque, Background.Opaque, false)]
    public void An_opaque_result_is_noted_where_transparency_was_asked_for(Background? asked, Background? applied, bool isNoted)
    {
        var edit = new Edit(
            new("e"), new("s"), EditStatus.Succeeded, "x", [], null, 1, "openai", 1, [new("i")], null, "m", null, default, null, null,
            new("u"),
            null, new(1, 1))
        {
            Asked = asked is null ? null : new(asked),
            Applied = applied is null ? null : new(applied),
        };

        Assert.Equal(isNoted, EditErrorText.IsOpaqueUnasked(edit));
    }
}
