using System.Text;

namespace NanoBanana.Imaging.Metadata;

/// <summary>The part that a trained model had in a picture, in the words of IPTC's list of digital source types.</summary>
internal enum DigitalSource
{
    /// <summary>A model made it from words.</summary>
    TrainedAlgorithmicMedia,

    /// <summary>A model changed a picture.</summary>
    CompositeWithTrainedAlgorithmicMedia,
}

/// <summary>
/// Says in a file that a trained model had a part in the picture: <c>Iptc4xmpExt:DigitalSourceType</c> in XMP, which search engines and
/// networks read. It says nothing about whose picture it is.
/// </summary>
internal static class DigitalSourceMark
{
    private const char ByteOrderMark = '\uFEFF';
    private const string Vocabulary = "http://cv.iptc.org/newscodes/digitalsourcetype/";

    private static readonly byte[] Trained = Encoding.ASCII.GetBytes(AddressOf(DigitalSource.TrainedAlgorithmicMedia));
    private static readonly byte[] Composite = Encoding.ASCII.GetBytes(AddressOf(DigitalSource.CompositeWithTrainedAlgorithmicMedia));

    /// <summary>What a file says, in XMP or in Content Credentials (C2PA).</summary>
    public static DigitalSource? In(ReadOnlySpan<byte> file) =>
        file.IndexOf(Composite) >= 0 ? DigitalSource.CompositeWithTrainedAlgorithmicMedia
        : file.IndexOf(Trained) >= 0 ? DigitalSource.TrainedAlgorithmicMedia
        : null;

    /// <summary>Adds the mark to a PNG, JPEG or WebP; the picture's data stay as they are. GIF has no agreed place for it.</summary>
    /// <remarks>
    /// A file that says it already, or carries Content Credentials, is left alone: a single changed byte would make its signature invalid.
    /// Other XMP goes, because a file has one packet only.
    /// </remarks>
    public static byte[] Write(byte[] file, DigitalSource source)
    {
        if (In(file) is not null || file.AsSpan().IndexOf("jumdc2pa"u8) >= 0)
        {
            return file;
        }

        var packet = Encoding.UTF8.GetBytes(Packet(source));
        var bare = HasXmp(file) ? MetadataStripper.From(file) : file;
        return SourceHeader.Read(bare) switch
        {
            { Format: ImageFormat.Png } => XmpInPng.Add(bare, packet),
            { Format: ImageFormat.Jpeg } => XmpInJpeg.Add(bare, packet),
            { Format: ImageFormat.WebP } header => XmpInWebP.Add(bare, header, packet),
            _ => file,
        };
    }

    private static bool HasXmp(ReadOnlySpan<byte> file) =>
        file.IndexOf("XML:com.adobe.xmp"u8) >= 0 || file.IndexOf("http://ns.adobe.com/xap/"u8) >= 0 || file.IndexOf("<x:xmpmeta"u8) >= 0;

    private static string AddressOf(DigitalSource source) => Vocabulary + source switch
    {
        DigitalSource.TrainedAlgorithmicMedia => "trainedAlgorithmicMedia",
        _ => "compositeWithTrainedAlgorithmicMedia",
    };

    private static string Packet(DigitalSource source) => $"""
        <?xpacket begin="{ByteOrderMark}" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/">
         <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
          <rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
            Iptc4xmpExt:DigitalSourceType="{AddressOf(source)}"/>
         </rdf:RDF>
        </x:xmpmeta>
        <?xpacket end="r"?>
        """;
}
