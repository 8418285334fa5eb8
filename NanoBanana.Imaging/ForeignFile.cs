using System.Text;
using NanoBanana.Contracts;

namespace NanoBanana.Imaging;

/// <summary>Says what a file is that is none of the formats that are read here, and what to do with it.</summary>
internal static class ForeignFile
{
    private const int HeadLength = 512;
    private const string Export = "Export it as JPEG or PNG and upload the copy.";
    private const string Choose = "Choose a JPEG, PNG, WebP, GIF, AVIF, TIFF or BMP file.";

    private static readonly string[] HeifBrands = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"];

    /// <summary>First bytes, in Latin-1; a picture is to be exported, anything else is the wrong file.</summary>
    private static readonly (string Magic, string Kind, string Advice)[] Kinds =
    [
        ("II+\0", "a BigTIFF picture", Export), ("MM\0+", "a BigTIFF picture", Export),
        ("8BPS", "a Photoshop document", Export), ("\0\0\x1\0", "an icon", Export), ("\xFF\x0A", "a JPEG XL picture", Export),
        ("\0\0\0\fJXL ", "a JPEG XL picture", Export), ("\0\0\0\fjP  ", "a JPEG 2000 picture", Export), ("%PDF-", "a PDF document", Export),
        ("PK\x3\x4", "a ZIP archive", "Unpack it and upload the pictures."), ("\x1A\x45\xDF\xA3", "a video", Choose),
    ];

    /// <param name="content">Seekable; left where it was.</param>
    public static Problem Describe(Stream content)
    {
        var head = Head(content);
        return head.Length == 0
            ? new(ImageProblems.EmptyFile, "The file is empty", "It has no bytes. Choose another file, or export the picture again.")
            : Brand(head) is { } brand && HeifBrands.Contains(brand)
                ? new(ImageProblems.Heic, "HEIC pictures cannot be read here",
                    "Export it as JPEG and upload the copy. On an iPhone, choose Settings › Camera › Formats › Most Compatible.")
                : Named(head) is var (kind, advice)
                    ? new(ImageProblems.NotAnImage, "The file is not a supported image", $"It is {kind}. {advice}")
                    : new(ImageProblems.NotAnImage, "The file is not a supported image", Choose);
    }

    private static (string Kind, string Advice)? Named(string head) => Brand(head) switch
    {
        not null => ("a video", Choose),
        null when Kinds.FirstOrDefault(known => head.StartsWith(known.Magic, StringComparison.Ordinal))
            is { Kind: { } kind, Advice: var advice } => (kind, advice),
        null when head.Contains("<svg", StringComparison.OrdinalIgnoreCase) => ("an SVG drawing", Export),
        null when head.Contains("<html", StringComparison.OrdinalIgnoreCase) => ("a web page", Choose),
        _ => null,
    };

    /// <summary>The major brand of an ISO media file; null for what is none.</summary>
    private static string? Brand(string head) =>
        head.Length >= 12 && head.AsSpan(4, 4) is "ftyp" ? head.Substring(8, 4) : null;

    private static string Head(Stream content)
    {
        var position = content.Position;
        var head = new byte[HeadLength];
        var length = content.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false);
        content.Position = position;
        return Encoding.Latin1.GetString(head, 0, length);
    }
}
