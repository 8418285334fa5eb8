using NanoBanana.Core.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local.Grammar;

internal static partial class Lexicon
{
    private static IEnumerable<(Token Meaning, string Phrases)> Details() =>
    [
        (new Place(Anchor.Center), "center, centre, centered, centred, middle, in the middle, 中间, 居中, 中央, 中心, 正中"),
        (new Place(Anchor.Left), "left, 左, 左边, 左侧, 左面, 左方, 向左, 靠左, 往左"),
        (new Place(Anchor.Right), "right, 右, 右边, 右侧, 右面, 右方, 向右, 靠右, 往右"),
        (new Place(Anchor.Top), "top, above, upper, 上方, 顶部, 上边, 顶端, 上部, 最上面, 靠上"),
        (new Place(Anchor.Bottom), "bottom, below, under, underneath, lower, 下方, 底部, 下边, 底端, 下部, 下面, 最下面, 靠下"),
        (new Place(Anchor.TopLeft), "top left, upper left, left top, 左上角, 左上, 左上方"),
        (new Place(Anchor.TopRight), "top right, upper right, right top, 右上角, 右上, 右上方"),
        (new Place(Anchor.BottomLeft), "bottom left, lower left, left bottom, 左下角, 左下, 左下方"),
        (new Place(Anchor.BottomRight), "bottom right, lower right, right bottom, 右下角, 右下, 右下方"),
        (new Mark(Slots.OnTop), "on top, on top of, over, 上面, 上层"),
        (new Mark(Slots.Square), "square, 正方形, 方形, 正方"),
        (new Mark(Slots.Axis, (int)FlipAxis.Horizontal), "horizontal, horizontally, left to right, 水平, 左右"),
        (new Mark(Slots.Axis, (int)FlipAxis.Vertical), "vertical, vertically, top to bottom, 垂直, 上下"),
        (new Mark(Slots.Spin, +1), "clockwise, 顺时针, 顺时针方向"),
        (new Mark(Slots.Spin, -1), "counterclockwise, counter clockwise, anticlockwise, anti clockwise, ccw, 逆时针, 逆时针方向"),
        (new Second(), "second, second image, second picture, second photo, other image, other picture, other photo, another image, another picture, 2nd image, 2nd picture, image 2, picture 2, both images, both pictures, two images, two pictures, 第二张图, 第二张, 第二张图片, 第二张照片, 第二幅, 第2张, 第2张图, 第2张图片, 另一张, 另一张图, 另一张图片, 两张图, 两张图片, 两张"),

        (new Degree(0.5, Side.Next), "slightly, somewhat, subtle, subtly, gently, 稍微, 略微, 轻微, 稍稍, 稍"),
        (new Degree(0.5, Side.Either), "a bit, a little, a little bit, a touch, a tad, bit, little"),
        (new Degree(0.5, Side.Last), "一点, 一点点, 一些, 点, 些, 点儿, 一点儿"),
        (new Degree(2, Side.Next), "very, much, strong, really, heavily, extremely, 大幅, 非常, 强烈, 很, 大大, 特别"),
        (new Degree(2, Side.Either), "strongly, a lot, lots"),
        (new Degree(2, Side.Last), "很多, 许多, 多一点, 多一些"),
        (new Direction(+1), "more, increase, increased, raise, boost, higher, increasing, 提高, 增加, 加强, 增强, 提升, 加大, 更"),
        (new Direction(-1), "less, decrease, decreased, reduce, reduced, lower the, lower its, lessen, 降低, 减少, 减弱, 减小, 减"),

        (new PartName(Part.Width), "width, wide, 宽, 宽度"),
        (new PartName(Part.Height), "height, high, tall, 高, 高度"),
        (new PartName(Part.Size), "size, font size, text size, 字号, 大小, 字体大小, 尺寸"),
        (new PartName(Part.Opacity), "opacity, opaque, 不透明度"),
        (new PartName(Part.Transparency), "transparency, 透明度"),
    ];

    private static IEnumerable<(Token Meaning, string Phrases)> Colours() =>
        ColourNames.All.Select(colour => ((Token)new Colour(colour.Value), colour.Key));
}
