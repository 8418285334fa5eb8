using NanoBanana.Core.Engines;

namespace NanoBanana.Tests.Engines;

[Trait("Kind", "Unit")]
public sealed class RequestedBackgroundTests
{
    [Theory]
    [InlineData("A fox sticker with a transparent background")]
    [InlineData("Make the background transparent")]
    [InlineData("The backdrop should be fully transparent, please")]
    [InlineData("Give me a transparent PNG of the cup")]
    [InlineData("the logo as a png with an alpha channel")]
    [InlineData("put the cup on transparent")]
    [InlineData("Change the background to transparent")]
    [InlineData("Turn the background into a wall, no: to a transparent background")]
    [InlineData("Replace the background with transparency")]
    [InlineData("Keep the transparent background")]
    [InlineData("一只狐狸贴纸，透明背景")]
    [InlineData("把背景变成透明")]
    [InlineData("背景透明的徽标")]
    public void A_transparent_background_is_asked_for(string prompt) => Assert.True(RequestedBackground.IsTransparent(prompt));

    [Theory]
    [InlineData("Make it warmer")]
    [InlineData("Remove the people in the background")]
    [InlineData("A transparent glass bowl on a wooden table")]
    [InlineData("Replace the transparent background with a beach")]
    [InlineData("Fill in the transparent background in white")]
    [InlineData("without a transparent background")]
    [InlineData("a non-transparent background")]
    [InlineData("The background should be not transparent")]
    [InlineData("Change the transparent background to white")]
    [InlineData("Make the curtains in the background semi transparent")]
    [InlineData("不要透明背景")]
    [InlineData("把透明背景换成白色")]
    [InlineData("一个透明的玻璃杯")]
    public void No_transparent_background_is_asked_for(string prompt) => Assert.False(RequestedBackground.IsTransparent(prompt));
}
