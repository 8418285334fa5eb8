using NanoBanana.Imaging.Compositing;

namespace NanoBanana.Tests.Imaging.Compositing;

[Trait("Kind", "Unit")]
public sealed class RequestedShapeTests
{
    [Theory]
    [InlineData("make it 1024x768")]
    [InlineData("Resize to half")]
    [InlineData("scale the picture down to 50%")]
    [InlineData("1920 × 1080 please")]
    [InlineData("upscale this")]
    [InlineData("shrink it a bit")]
    [InlineData("800 px wide")]
    [InlineData("把图片缩小一半")]
    [InlineData("调整尺寸为1024x768")]
    [InlineData("提高分辨率")]
    public void A_size_is_heard(string prompt) => Assert.Equal(ShapeRequest.Size, RequestedShape.In(prompt));

    [Theory]
    [InlineData("crop it to a square")]
    [InlineData("square")]
    [InlineData("make it square")]
    [InlineData("16:9, warmer light")]
    [InlineData("turn this into a portrait format")]
    [InlineData("make the picture wider")]
    [InlineData("extend the canvas to the left")]
    [InlineData("outpaint the beach")]
    [InlineData("zoom out a little")]
    [InlineData("convert to landscape orientation")]
    [InlineData("aspect ratio 4 : 3")]
    [InlineData("裁成正方形，调亮一点")]
    [InlineData("裁掉左边")]
    [InlineData("改成横版")]
    [InlineData("放大画布")]
    [InlineData("画面宽一点")]
    [InlineData("变成竖屏壁纸")]
    [InlineData("做成16：9")]
    [InlineData("扩图")]
    public void Another_ratio_is_heard(string prompt) => Assert.Equal(ShapeRequest.Ratio, RequestedShape.In(prompt));

    [Theory]
    [InlineData("make the car blue")]
    [InlineData("paint the square window red")]
    [InlineData("give her a wider smile")]
    [InlineData("a portrait of the same woman in oil")]
    [InlineData("replace the landscape behind him with mountains")]
    [InlineData("remove the person at Times Square")]
    [InlineData("set the clock to 10:30")]
    [InlineData("make it look like 7:15 pm")]
    [InlineData("give her a crop top")]
    [InlineData("add 3 x 2 balloons")]
    [InlineData("add a 20 x 30 cm frame on the wall")]
    [InlineData("make the vertical stripes green")]
    [InlineData("把车变成蓝色")]
    [InlineData("把方形的窗户涂成红色")]
    [InlineData("眼睛放大一点")]
    [InlineData("")]
    public void Shapes_of_things_ask_for_nothing(string prompt) => Assert.Equal(ShapeRequest.None, RequestedShape.In(prompt));
}
