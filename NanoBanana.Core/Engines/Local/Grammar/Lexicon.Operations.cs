using NanoBanana.Core.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local.Grammar;

internal static partial class Lexicon
{
    private static IEnumerable<(Token Meaning, string Phrases)> Operations() =>
    [
        (new Head(Subject.Crop), "crop, cropped, cropping, trim, 裁剪, 裁切, 裁成, 裁, 剪裁, 剪成, 截取"),
        (new Head(Subject.Resize), "resize, resized, scale, scaled, resizing, rescale, 缩放, 调整大小, 改变大小, 调整尺寸, 改变尺寸, 修改尺寸, 尺寸改为, 大小改为, 尺寸调整为, 大小调整为"),
        (new Head(Subject.Resize, +1), "enlarge, scale up, upscale, bigger, larger, 放大"),
        (new Head(Subject.Resize, -1), "shrink, scale down, downscale, smaller, 缩小"),
        (new Head(Subject.Resize, Detail: new Measure(50, Unit.Percent, To: true)), "half, halve, half size, half the size, half as big, half as large, 一半, 减半, 缩小一半, 缩小到一半"),
        (new Head(Subject.Resize, Detail: new Measure(200, Unit.Percent, To: true)), "double, double size, double the size, twice the size, twice as big, twice as large, 加倍, 放大一倍"),
        (new Head(Subject.Fit), "fit, fit inside, fit in, fit into, fit within, 适应, 适合"),
        (new Head(Subject.Stretch), "stretch, stretched, 拉伸"),
        (new Head(Subject.Rotate), "rotate, rotated, rotating, rotation, spin, 旋转, 转, 转动"),
        (new Head(Subject.Rotate, Weak: true), "turn, turned"),
        (new Head(Subject.Rotate, Detail: new Measure(180, Unit.Degrees)), "upside down, turn upside down, turn it upside down, turn the picture upside down, turn the image upside down, 倒过来, 颠倒, 上下颠倒"),
        (new Head(Subject.Straighten), "straighten, straightened, 拉直, 校正, 校直, 扶正"),
        (new Head(Subject.Flip), "flip, flipped, 翻转"),
        (new Head(Subject.Flip, Detail: new Mark(Slots.Axis, (int)FlipAxis.Horizontal)), "mirror, mirrored, mirror image, 镜像, 水平翻转, 左右翻转, 水平镜像, 左右镜像, 左右颠倒"),
        (new Head(Subject.Flip, Detail: new Mark(Slots.Axis, (int)FlipAxis.Vertical)), "垂直翻转, 上下翻转, 垂直镜像, 上下镜像"),

        (new Head(Subject.Grayscale), "grayscale, greyscale, gray scale, grey scale, black and white, black & white, b&w, bw, monochrome, desaturated, 黑白, 灰度, 黑白照片, 黑白图片, 单色"),
        (new Head(Subject.Sepia), "sepia, sepia tone, sepia toned, 怀旧, 复古, 泛黄, 棕褐色调, 老照片"),
        (new Head(Subject.Invert), "invert, inverted, negative, invert colors, invert the colors, invert colours, invert the colours, 反色, 反相, 负片, 底片, 颜色反转, 反转颜色"),
        (new Head(Subject.Brightness), "brightness, bright, 亮度, 明度"),
        (new Head(Subject.Brightness, +1), "brighten, brighten up, brighten it up, brightened, brighter, lighten, lighten up, lighter, 调亮, 变亮, 提亮, 亮, 增亮, 加亮, 更亮, 明亮"),
        (new Head(Subject.Brightness, -1), "darken, darkened, darker, dim, dimmer, 调暗, 变暗, 压暗, 暗, 更暗"),
        (new Head(Subject.Contrast), "contrast, 对比度, 对比, 反差"),
        (new Head(Subject.Saturation), "saturation, 饱和度"),
        (new Head(Subject.Saturation, +1), "saturate, saturated, vivid, vibrant, more vivid, more vibrant, colorful, colourful, more colorful, more colourful, 鲜艳, 更鲜艳, 变鲜艳, 鲜艳度"),
        (new Head(Subject.Saturation, -1), "desaturate, muted, duller, 变淡, 去饱和"),
        (new Head(Subject.Warmth), "warmth, temperature, color temperature, colour temperature, 色温"),
        (new Head(Subject.Warmth, +1), "warm, warmer, warm up, warm it up, warmed, 调暖, 变暖, 暖, 更暖, 暖色, 暖色调"),
        (new Head(Subject.Warmth, -1), "cool, cooler, cool down, cool it down, colder, 调冷, 变冷, 冷, 更冷, 冷色, 冷色调"),
        (new Head(Subject.Hue), "hue, hues, shift the hue, shift hue, hue shift, 色相, 色调"),
        (new Head(Subject.Exposure), "exposure, expose, 曝光, 曝光度"),
        (new Head(Subject.Exposure, +1), "overexpose, 过曝"),
        (new Head(Subject.Exposure, -1), "underexpose, 欠曝"),

        (new Head(Subject.Sharpen), "sharpen, sharpened, sharper, sharp, sharpness, 锐化, 清晰, 更清晰, 变清晰, 锐利"),
        (new Head(Subject.Blur), "blur, blurred, blurry, soften, softer, gaussian blur, 模糊, 虚化, 高斯模糊, 柔化"),
        (new Head(Subject.Pixelate), "pixelate, pixelated, pixelation, mosaic, 像素化, 马赛克, 打码"),
        (new Head(Subject.Vignette), "vignette, vignetting, 暗角, 晕影"),

        (new Head(Subject.Border), "border, frame, bordered, framed, 边框, 相框, 边, 描边, 外框"),
        (new Head(Subject.Rounded), "rounded corners, round corners, rounded corner, round the corners, rounded, 圆角"),
        (new Head(Subject.Text), "text, caption, words, write, title, label, 文字, 写上, 写, 字, 标题, 文本, 字样"),
        (new Head(Subject.Watermark), "watermark, watermarked, 水印"),

        (new Head(Subject.Blend), "blend, blended, mix, mixed, merge, 混合, 融合"),
        (new Head(Subject.Beside), "side by side, 并排, 拼接, 左右拼接, 并列"),
        (new Head(Subject.Beside, Detail: new Place(Anchor.Bottom)), "上下拼接"),
        (new Head(Subject.Over), "overlay, superimpose, 叠加, 覆盖"),
        (new Head(Subject.Background), "background, backdrop, 背景, 底色, 背景色, 背景颜色"),
        (new Head(Subject.Canvas), "canvas, blank canvas, empty canvas, blank image, blank picture, 画布, 空白画布, 空白图片"),
    ];
}
