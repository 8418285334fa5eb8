using NanoBanana.Imaging.Editing;

namespace NanoBanana.Tests.Engines.Local;

/// <summary>The Chinese half.</summary>
internal sealed partial class ProgramWords
{
    private string Chinese(EditStep step) => step switch
    {
        CropToRatio { Width: var w, Height: var h } crop => Pick($"在{Zh(crop.Keep)}裁剪到{N(w)}:{N(h)}", $"裁成{N(w)}比{N(h)}{Zh(crop.Keep)}"),
        CropToShare crop => $"{Pick("裁剪到", "请把图片裁剪到")}{N(crop.Percent)}%{Zh(crop.Keep)}",
        TrimSide crop => $"{Zh(crop.Side)}{Pick("裁掉", "切掉")}{crop.Pixels}像素",
        CleanPage => "扫描效果",
        TrimBorder => Pick("去掉黑边", "裁掉白边"),
        CropSide crop => $"{Zh(crop.Side)}{Pick("裁掉", "切掉")}{N(crop.Percent)}%",
        CropToSize crop => $"裁剪为{crop.Width}x{crop.Height}{Zh(crop.Keep)}",
        CropToBox crop => $"裁剪为{crop.Width}x{crop.Height}{Pick("，", "")}{Pick("位置", "坐标", "起点在")}{crop.X}{Pick(", ", "，")}{crop.Y}",
        ResizeToSize { Fit: SizeFit.Cover } size => $"{Pick("缩放到", "调整大小为", "把图片缩放成")}{size.Width}x{size.Height}{Pick("", "像素")}",
        ResizeToSize { Fit: SizeFit.Inside } size => $"适应{size.Width}x{size.Height}",
        ResizeToSize size => $"拉伸到{size.Width}×{size.Height}",
        ResizeToWidth { Width: var w } => Pick($"缩放到宽{w}", $"缩放到宽度{w}像素", $"缩放到{w}像素宽"),
        ResizeToHeight { Height: var h } => Pick($"缩放到高{h}", $"缩放到高度为{h}像素"),
        ResizeByShare { Percent: var p } => $"缩放到{N(p)}%",
        Rotate { Degrees: var d } => ChineseTurned("旋转", d),
        Straighten { Degrees: var d } => ChineseTurned("拉直", d),
        Flip { Axis: FlipAxis.Horizontal } => Pick("水平翻转", "左右翻转", "镜像"),
        Flip => Pick("垂直翻转", "上下翻转"),
        Recolour { Tone: Tone.Grayscale } => Pick("黑白", "变成黑白", "转成灰度", "把照片變成黑白"),
        Recolour { Tone: Tone.Sepia } => Pick("怀旧", "棕褐色调"),
        Recolour => Pick("反色", "反相"),
        Adjust { Quality: var quality, Percent: var p } => quality switch
        {
            Quality.Brightness => ChineseAdjusted("亮度", p),
            Quality.Contrast => ChineseAdjusted("对比度", p),
            Quality.Saturation => ChineseAdjusted("饱和度", p),
            Quality.Warmth => ChineseAdjusted("色温", p),
            Quality.Highlights => ChineseAdjusted("高光", p),
            Quality.Shadows => ChineseAdjusted("阴影", p),
            Quality.Vibrance => ChineseAdjusted("自然饱和度", p),
            _ => ChineseAdjusted("清晰度", p),
        },
        Expose { Stops: var stops } => $"曝光{Signed(stops)}{Pick("档", "EV", "")}",
        ShiftHue { Degrees: var d } => $"色相{Signed(d)}度",
        Sharpen { Percent: var p } => $"锐化{N(p)}%",
        Blur { Radius: var r } => $"模糊{ZhL(r)}",
        Pixelate { Block: var b } => $"{Pick("像素化", "马赛克")}{ZhL(b)}",
        Vignette { Percent: var p } => $"{Pick("", "加")}暗角{N(p)}%",
        AddBorder { Width: var w, Colour: var c } => Pick($"加{ZhL(w)}的{C(c)}边框", $"加上{C(c)}的相框{ZhL(w)}"),
        RoundCorners { Radius: var r } => $"圆角{ZhL(r)}",
        WriteText text => $"在{Zh(text.Place)}{Pick("加上文字", "写上", "添加文字")}{Quoted(text.Text)}，颜色{C(text.Colour)}"
            + (text.Size is { } size ? $"，字号{ZhL(size)}" : "") + (text.Opacity == 100 ? "" : $"，不透明度{N(text.Opacity)}%"),
        BlendSecond { Percent: var p } => $"与第二张图混合{N(p)}%",
        PlaceBeside { Side: var side } =>
            $"把第二张图{Pick("放在", "放到")}{side switch { Anchor.Left => "左边", Anchor.Right => "右侧", Anchor.Top => "上方", _ => "下方" }}",
        PlaceOver { Place: var place, Scale: var p } => $"把第二张图叠加在{Zh(place)}{N(p)}%",
        SetBackground { Backdrop: Backdrop.Plain { Colour: var c } } => Pick($"背景{C(c)}", $"{C(c)}的背景"),
        SetBackground { Backdrop: Backdrop.Transparent } => Pick("去掉背景", "把背景去掉", "抠图"),
        SetBackground => Pick("模糊背景", "背景虚化"),
        Level => Pick("照片歪了", "校正水平"),
        CropToCircle => Pick("裁成圆形", "圆形裁剪"),
        CropToFaces => "裁剪到人脸",
        FixColours => Pick("校正颜色", "白平衡"),
        Encode => "存为webp",
        Look { Kind: var kind, Percent: var p } =>
            $"{kind switch { LookKind.Cartoon => "卡通风格", LookKind.Vintage => "复古", _ => "hdr效果" }}{N(p)}%",
        Within { Where: var where, Step: Adjust { Percent: var p } } => $"{ZhIn(where)}对比度{Signed(p)}%",
        Upscale { Factor: var factor } => $"放大{N(factor)}倍",
        Extend extend => $"向{extend.Sides switch { Sides.Left => "左", Sides.Right => "右", Sides.Top => "上", _ => "下" }}扩展{ZhL(extend.By)}",
        LimitBytes limit => $"压缩到{limit.Most / 1000}kb{Pick("", "以内")}",
        TintWith { Colour: var c, Percent: var p } => $"染成{N(p)}%的{C(c)}",
        ReplaceColour { From: var old, To: var fresh } => $"把{C(old)}换成{C(fresh)}",
        MakeCanvas canvas => $"{Pick("一张", "")}{canvas.Width}x{canvas.Height}的{C(canvas.Colour)}画布",
        _ => throw new ArgumentException(step.ToString()),
    };

    private string ChineseTurned(string verb, double degrees) => degrees > 0
        ? Pick($"{verb}{N(degrees)}度", $"顺时针{verb}{N(degrees)}度", $"向右{verb}{N(degrees)}°")
        : Pick($"{verb}{N(degrees)}度", $"逆时针{verb}{N(-degrees)}度", $"向左{verb}{N(-degrees)}度");

    private string ChineseAdjusted(string quality, double percent) => Pick(
        $"{quality}{Signed(percent)}%",
        percent > 0 ? $"{quality}提高{N(percent)}%" : $"{quality}降低{N(-percent)}%",
        percent > 0 ? $"把{quality}增加百分之{N(percent)}" : $"把{quality}减少到{N(100 + percent)}%");

    private static string ZhIn(Region region) => region switch
    {
        Region.Side { At: Anchor.Left } => "左半部分",
        Region.Side => "下三分之一",
        Region.Corners => "四角",
        Region.Subject { Inverted: true } => "背景",
        Region.Subject => "主体",
        { Inverted: true } => "除了人脸",
        _ => "人脸",
    };

    private static string Zh(Anchor anchor) => anchor switch
    {
        Anchor.Center => "中间",
        Anchor.Left => "左侧",
        Anchor.Right => "右边",
        Anchor.Top => "顶部",
        Anchor.Bottom => "底部",
        Anchor.TopLeft => "左上角",
        Anchor.TopRight => "右上角",
        Anchor.BottomLeft => "左下角",
        _ => "右下角",
    };

    private static string ZhL(Length length) => length.IsPercent ? $"{N(length.Value)}%" : $"{N(length.Value)}像素";
}
