namespace NanoBanana.Core.Engines.Local.Grammar;

internal static partial class Lexicon
{
    private static IEnumerable<(Token Meaning, string Phrases)> SmallWords() =>
    [
        (new Break(), "and, then, and then, also, plus, finally, next, after that, afterwards, &, 然后, 再, 并, 并且, 接着, 最后, 同时, 和, 及, 以及, 随后, 之后, 而且"),
        (new With(), "with, 带, 带有, 配, 配上"),
        (new To(), "to, into, turn into, turn it into, turn the picture into, turn the image into, turn this into, to a, 到, 至, 成, 为, 变成, 变为, 改成, 改为, 转为, 转成, 做成, 设为, 设置为, 调到, 调成, 调整到, 调整为, 处理成, 弄成"),
        (new Filler(), "please, kindly, the, a, an, this, these, it, its, my, image, picture, photo, photograph, pic, make, makes, making, made, give, let, apply, do, can, could, would, you, i, we, me, want, like, need, be, is, are, get, have, has"),
        (new Filler(), "font, add, put, place, insert, set, change, convert, adjust, create, draw, paint, use, using, in, at, on, of, by, from, for, as, so, just, some, around, all, whole, entire, colors, colours, color, colour, tone, tones, look, looks, looking, effect, filter, degree, corner, corners, side, edge, edges, that, says, saying, reads, reading, new, picture's, image's, photo's, first, first image, first picture, to the, on the, at the, in the, of the, next to, beside, alongside, together"),
        (new Filler(), "请, 请把, 请将, 把, 将, 帮我, 帮忙, 给我, 给, 图片, 照片, 图像, 图, 画面, 相片, 这张, 这张图, 这张图片, 这张照片, 一张, 这幅, 一幅, 一个, 它, 的, 地, 得, 了, 个, 一下, 吧, 在, 用, 里, 让, 使, 对, 图片上, 图上, 照片上, 画面上, 图片中, 图中, 整张, 整体, 整个, 全图, 调整, 调, 加, 加上, 添加, 加个, 加一个, 加入, 放, 放到, 放在, 放置, 置于, 贴, 贴到, 进行, 应用, 做, 制作, 生成, 创建, 画, 新建, 我要, 我想, 我想要, 需要, 想, 色彩, 颜色, 处理, 效果, 滤镜, 角度, 比例, 内容, 内容为, 内容是, 写着, 上面写着, 以, 按, 与, 跟, 同, 往, 向, 变, 变得, 弄, 朝, 方向, 处, 位置, 四周, 周围, 第一张, 第一张图"),
    ];
}
