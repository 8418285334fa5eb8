using System.IO.Compression;
using System.Text;

namespace NanoBanana.Tests.Security;

/// <summary>Files that come along in images, wanted and unwanted.</summary>
internal static class SecondFiles
{
    public static byte[] Pdf => Encoding.ASCII.GetBytes("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");

    public static byte[] Script => "<script>alert(document.domain)</script>"u8.ToArray();

    public static byte[] Page => "\r\n<!DOCTYPE HTML><p>Hello"u8.ToArray();

    public static byte[] Php => "<?php system($_GET['c']); ?>"u8.ToArray();

    public static byte[] Rar => [.. "Rar!\x1A\x07\x01\0"u8, .. new byte[40]];

    public static byte[] SevenZip => [(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C, 0, 4, .. new byte[40]];

    public static byte[] Gzip => Compress(new byte[100]);

    public static byte[] LinuxProgram => [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, .. new byte[60]];

    public static byte[] WindowsProgram
    {
        get
        {
            var program = new byte[300];
            "MZ"u8.CopyTo(program);
            program[0x3C] = 0x80;
            "PE\0\0"u8.CopyTo(program.AsSpan(0x80));
            return program;
        }
    }

    /// <summary>A real archive; a JAR is one, too.</summary>
    public static byte[] Zip
    {
        get
        {
            using var file = new MemoryStream();
            using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            {
                using var entry = archive.CreateEntry("META-INF/MANIFEST.MF").Open();
                entry.Write("Main-Class: Evil"u8);
            }

            return file.ToArray();
        }
    }

    /// <summary>The start of what phones append as a motion photo, and pictures in its data.</summary>
    public static byte[] Mp4 =>
        [0, 0, 0, 24, .. "ftypmp42"u8, 0, 0, 0, 0, .. "isommp42"u8, 0, 4, 0, 8, .. "mdat"u8, .. Noise(1 << 18)];

    /// <summary>As Samsung ends its files.</summary>
    public static byte[] Samsung =>
        [.. "\0\0\x01\x0A\x0E\0\0\0Image_UTC_Data1500000000000SEFH\x6A\0\0\0\x01\0\0\0"u8, .. new byte[12], .. "SEFT"u8];

    /// <summary>What chance does not write into it, nobody put there.</summary>
    public static byte[] Noise(int length)
    {
        var noise = new byte[length];
        new Random(length).NextBytes(noise);
        return noise;
    }

    private static byte[] Compress(byte[] bytes)
    {
        using var file = new MemoryStream();
        using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return file.ToArray();
    }
}
