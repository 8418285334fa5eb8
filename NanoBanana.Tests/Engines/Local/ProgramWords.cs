using System.Globalization;
using NanoBanana.Core.Engines.Local.Grammar;
using NanoBanana.Imaging.Editing;

namespace NanoBanana.Tests.Engines.Local;

/// <summary>Says a program in words, in one of several ways.</summary>
internal sealed partial class ProgramWords(int style)
{
    private static readonly string[] EnglishBreaks = [", ", ", then ", " and ", "; ", ". ", "\n", " and then ", "，"];
    private static readonly string[] ChineseBreaks = ["，", "，然后", "。", "；", "、", "，再", "\n"];

    /// <summary>The names of colours, in English and Chinese.</summary>
    public static ILookup<Rgba, string> Colours { get; } = Lexicon.Of(Language.Chinese).Phrases
        .Select(phrase => (Phrase: phrase, Colour: Lexicon.Of(Language.Chinese).Find(phrase) as Colour))
        .Where(named => named.Colour is not null)
        .ToLookup(named => named.Colour!.Value, named => named.Phrase);

    private int _turn = style;

    public string English(EditProgram program) =>
        string.Concat(program.Steps.Select((step, at) => (at == 0 ? "" : Pick(EnglishBreaks)) + English(step)));

    public string Chinese(EditProgram program) =>
        string.Concat(program.Steps.Select((step, at) => (at == 0 ? "" : Pick(ChineseBreaks)) + Chinese(step)));

    private string English(EditStep step) => step switch
    {
        CropToRatio { Width: var w, Height: var h } crop =>
            $"{Pick("crop to", "please crop the image to", "Trim it to")} {N(w)}:{N(h)} {At(crop.Keep)}",
        CropToShare crop => $"crop it to {N(crop.Percent)}{Pick("%", " percent", " %")} {At(crop.Keep)}",
        CropSide crop => $"{Pick("cut off", "chop off", "please crop off")} {N(crop.Percent)}% {At(crop.Side)}",
        TrimSide crop => $"{Pick("cut off", "chop off", "crop")} {crop.Pixels}{Pick(" px", " pixels")} "
            + $"{Pick("from the", "off the")} {crop.Side.ToString().ToLowerInvariant()}",
        CleanPage => Pick("make the document readable", "make it look scanned", "clean up the page"),
        TrimBorder => Pick("remove the black bars", "trim the white edges", "remove the border"),
        CropToSize crop => $"crop to {crop.Width}{Pick("x", " x ", "×", " by ")}{crop.Height} {At(crop.Keep)}",
        CropToBox { X: var x, Y: var y } crop =>
            $"crop to {crop.Width}{Pick("x", " by ")}{crop.Height} "
            + $"at {Pick($"{x}, {y}", $"({x}, {y})", $"{x} px, {y} px", $"position {x},{y}")}",
        ResizeToSize { Fit: SizeFit.Cover } size =>
            $"{Pick("resize", "resize it to", "scale the picture to")} {size.Width}x{size.Height}{Pick("", " px", " pixels")}",
        ResizeToSize { Fit: SizeFit.Inside } size => $"{Pick("fit into", "resize to fit")} {size.Width}x{size.Height}",
        ResizeToSize size => $"stretch to {size.Width}x{size.Height}",
        ResizeToWidth { Width: var w } => Pick($"resize to width {w}", $"resize to {w} pixels wide", $"scale to a width of {w} px"),
        ResizeToHeight { Height: var h } => Pick($"resize to height {h}", $"resize to {h}px high", $"scale to a height of {h} px"),
        ResizeByShare { Percent: var p } => $"{Pick("resize to", "scale to", "resize")} {N(p)}%",
        Rotate { Degrees: var d } => Turned("rotate", d),
        Straighten { Degrees: var d } => Turned("straighten by", d),
        Flip { Axis: FlipAxis.Horizontal } => Pick("flip horizontally", "mirror it", "flip the photo left to right"),
        Flip => Pick("flip vertically", "flip it top to bottom"),
        Recolour { Tone: Tone.Grayscale } =>
            Pick("black and white", "turn it into grayscale", "make it black & white", "convert to greyscale"),
        Recolour { Tone: Tone.Sepia } => Pick("sepia", "apply a sepia tone"),
        Recolour => Pick("invert the colors", "invert", "negative"),
        Adjust { Quality: var quality, Percent: var p } => quality switch
        {
            Quality.Brightness => Adjusted("brightness", p),
            Quality.Contrast => Adjusted("contrast", p),
            Quality.Saturation => Adjusted("saturation", p),
            _ => Adjusted(quality.ToString().ToLowerInvariant(), p),
        },
        Expose { Stops: var stops } => $"exposure {Signed(stops)}{Pick(" EV", " stops", "")}",
        ShiftHue { Degrees: var d } => $"{Pick("hue", "shift the hue by")} {Signed(d)}{Pick("°", " degrees")}",
        Sharpen { Percent: var p } => $"sharpen {Pick("", "it ", "by ")}{N(p)}%",
        Blur { Radius: var r } => $"blur {Pick("", "by ", "it by ")}{L(r)}",
        Pixelate { Block: var b } => $"pixelate {Pick("", "by ", "with ")}{L(b)}",
        Vignette { Percent: var p } => $"{Pick("vignette", "add a vignette of")} {N(p)}%",
        AddBorder { Width: var w, Colour: var c } =>
            Pick($"add a {L(w)} {C(c)} border", $"a border of {L(w)} in {C(c)}", $"{C(c)} frame {L(w)}"),
        RoundCorners { Radius: var r } => Pick($"rounded corners {L(r)}", $"round the corners by {L(r)}"),
        WriteText text => Text(text),
        BlendSecond { Percent: var p } => $"{Pick("blend with the second image", "mix in the other picture")} {Pick("at ", "")}{N(p)}%",
        PlaceBeside { Side: var side } => "put the second image " + side switch
        {
            Anchor.Left => Pick("to the left", "on the left"),
            Anchor.Right => "to the right",
            Anchor.Top => "above",
            _ => "below",
        },
        PlaceOver { Place: var place, Scale: var p } =>
            $"{Pick("put the second image on top", "overlay the second image")} {At(place)} at {N(p)}%",
        SetBackground { Backdrop: Backdrop.Plain { Colour: var c } } => Pick($"{C(c)} background", $"put it on a {C(c)} background"),
        SetBackground { Backdrop: Backdrop.Transparent } => Pick("remove the background", "cut out the subject", "transparent background"),
        SetBackground => Pick("blur the background", "make the background blurry"),
        Level => Pick("straighten it", "the picture is crooked"),
        CropToCircle => Pick("crop to a circle", "circle crop"),
        CropToFaces => Pick("crop to the face", "zoom in on the face"),
        FixColours => Pick("fix the colours", "correct the white balance"),
        Encode => Pick("save as webp", "convert it to WebP"),
        Look { Kind: var kind, Percent: var p } => $"{Pick("", "make it ")}{kind.ToString().ToLowerInvariant()} {N(p)}%",
        Within { Where: var where, Step: Adjust { Percent: var p } } =>
            Pick($"contrast {Signed(p)}% {In(where)}", $"{(p > 0 ? "increase" : "reduce")} the contrast {In(where)} by {N(Math.Abs(p))}%"),
        Upscale { Factor: var factor } => $"upscale {N(factor)}{Pick("x", " times")}",
        Extend extend => $"extend by {L(extend.By)} {Pick("to", "on")} the {extend.Sides}",
        LimitBytes limit => $"{Pick("under", "compress it to", "make the file smaller than")} {limit.Most / 1000} KB",
        TintWith { Colour: var c, Percent: var p } => $"tint it {C(c)} {Pick("", "by ")}{N(p)}%",
        ReplaceColour { From: var old, To: var fresh } => $"replace {C(old)} with {C(fresh)}",
        MakeCanvas canvas => $"{Pick("a ", "create a ", "")}{canvas.Width}x{canvas.Height} {C(canvas.Colour)} canvas",
        _ => throw new ArgumentException(step.ToString()),
    };

    private string Text(WriteText text) =>
        $"{Pick("add the text", "write", "put the words")} {Quoted(text.Text)} {At(text.Place)} in {C(text.Colour)}"
        + (text.Size is { } size ? Pick($", size {L(size)}", $" with size {L(size)}") : "")
        + (text.Opacity == 100 ? "" : Pick($", opacity {N(text.Opacity)}%", $" with {N(text.Opacity)}% opacity"));

    private string Turned(string verb, double degrees) => degrees > 0
        ? $"{verb} {N(degrees)}{Pick(" degrees", "°", " deg", " degrees clockwise", " degrees to the right")}"
        : Pick($"{verb} {N(degrees)} degrees", $"{verb} {N(-degrees)} degrees counterclockwise", $"{verb} {N(-degrees)}° to the left");

    private string Adjusted(string quality, double percent) => Pick(
        $"{quality} {Signed(percent)}%",
        percent > 0 ? $"increase the {quality} by {N(percent)}%" : $"reduce the {quality} by {N(-percent)} percent",
        percent > 0 ? $"raise the {quality} to {N(100 + percent)}%" : $"decrease the {quality} to {N(100 + percent)}%");

    private static string In(Region region) => region switch
    {
        Region.Side { At: Anchor.Left } => "in the left half",
        Region.Side => "in the bottom third",
        Region.Corners => "in the corners",
        Region.Subject { Inverted: true } => "in the background",
        Region.Subject => "of the subject",
        { Inverted: true } => "everywhere except the faces",
        _ => "of the faces",
    };

    private string At(Anchor anchor) => anchor switch
    {
        Anchor.Center => Pick("in the center", "in the middle", "centered"),
        Anchor.TopLeft => Pick("in the top left corner", "at the upper left", "top-left"),
        Anchor.TopRight => Pick("at the top right", "in the upper-right corner"),
        Anchor.BottomLeft => Pick("at the bottom left", "in the lower left"),
        Anchor.BottomRight => Pick("at the bottom right", "in the bottom-right corner"),
        _ => $"at the {anchor}",
    };

    private string C(Rgba colour) => Colours[colour].Any() && Next() % 2 == 0
        ? Colours[colour].ElementAt(Next() % Colours[colour].Count())
        : $"#{colour.R:x2}{colour.G:x2}{colour.B:x2}";

    // Not every quotation mark can hold every text.
    private string Quoted(string text) => Pick($"\"{text}\"", $"“{text}”", $"「{text}」", $"『{text}』");

    private static string L(Length length) => length.IsPercent ? $"{N(length.Value)}%" : $"{N(length.Value)} px";

    private static string N(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Signed(double number) => number > 0 ? "+" + N(number) : N(number);

    private string Pick(params string[] ways) => ways[Next() % ways.Length];

    // A small generator of its own: the same style always says the same.
    private int Next() => (_turn = (int)(((_turn * 1103515245L) + 12345) & 0x7FFFFFFF)) >> 8;
}
