using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Sessions;

/// <summary>Zips that look like exports and are none.</summary>
internal static class HostileZip
{
    public const string Second = "images/2.jpg";
    private const string First = "images/1.jpg";

    /// <returns>Null for no file at all.</returns>
    public static byte[]? Make(string what, byte[] first)
    {
        var (json, files) = (Session(), new List<(string Name, byte[] Bytes)> { (First, first), (Second, Uploads.UniqueJpeg()) });
        switch (what)
        {
            case "no file":
                return null;
            case "no zip":
                return Uploads.UniqueJpeg();
            case "an empty zip":
                return Zip(null, []);
            case "a path upwards":
                files.Add(("../../etc/passwd", [1]));
                break;
            case "a path from the root":
                files.Add(("/etc/passwd", [1]));
                break;
            case "a folder of somebody":
                files.Add(("images/deep/1.jpg", first));
                break;
            case "a name twice":
                files.Add((Second.ToUpperInvariant(), first));
                break;
            case "more files than allowed":
                files.AddRange(Enumerable.Range(0, 1001).Select(i => ($"images/x{i}.jpg", Array.Empty<byte>())));
                break;
            case "a long list behind a short count":
                files.AddRange(Enumerable.Range(0, 14_000).Select(i => ($"images/{new string('x', 60)}{i}.jpg", Array.Empty<byte>())));
                return WithCount(Zip(json.ToJsonString(), files), 3);
            case "a list that is cut":
                return WithCount(Zip(json.ToJsonString(), files), 4);
            case "json that is none":
                return Zip("{\"images\":[", files);
            case "json that is too deep":
                return Zip(string.Concat(Enumerable.Repeat("{\"session\":", 50)) + "1" + new string('}', 50), files);
            case "json that is too large":
                return Zip($"{{\"images\":[]}}{new string(' ', 17 << 20)}", []);
            case "nulls":
                json["images"]!.AsArray().Add(null);
                break;
            case "an id twice":
                json["images"]![1]!["id"] = "1";
                break;
            case "a message that is too long":
                json["messages"]![0]!["text"] = new string('x', 8001);
                break;
            case "a bad tag":
                json["images"]![0]!["tags"] = new JsonArray("a\nb");
                break;
            case "a pin outside of everything":
                json["pins"] = new JsonArray(new JsonObject { ["id"] = "p", ["imageId"] = "1", ["x"] = -1, ["y"] = 0, ["text"] = "x" });
                break;
            case "a picture that is missing":
                files.RemoveAt(1);
                break;
            case "a picture that nobody names":
                files.Add(("images/3.jpg", first));
                break;
            case "a second picture that is none":
                files[1] = (Second, "<html>"u8.ToArray());
                break;
            case "a second picture with too many pixels":
                files[1] = (Second, [.. TestImages.Png(8, 8)]);
                // Of the width in its header.
                new byte[] { 0, 1, 0, 0 }.CopyTo(files[1].Bytes.AsSpan(16));
                new byte[] { 0, 1, 0, 0 }.CopyTo(files[1].Bytes.AsSpan(20));
                break;
            case "a picture that is too large":
                files[1] = (Second, new byte[21 << 20]);
                break;
            case "another picture than it says":
                json["images"]![1]!["sha256"] = new string('0', 64);
                break;
            default:
                throw new ArgumentException(what);
        }

        return Zip(json.ToJsonString(), files);
    }

    private static JsonObject Session() => new()
    {
        ["session"] = new JsonObject { ["title"] = "Hostile" },
        ["images"] = new JsonArray(
            new JsonObject { ["id"] = "1", ["fileName"] = "1.jpg", ["url"] = First },
            new JsonObject { ["id"] = "2", ["fileName"] = "2.jpg", ["url"] = Second }),
        ["messages"] = new JsonArray(
            new JsonObject { ["id"] = "m", ["role"] = "user", ["text"] = "Look", ["imageIds"] = new JsonArray("1") }),
    };

    private static byte[] Zip(string? json, IReadOnlyList<(string Name, byte[] Bytes)> files)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in json is null ? files : files.Prepend(("session.json", Encoding.UTF8.GetBytes(json))))
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(bytes);
            }
        }

        return buffer.ToArray();
    }

    /// <summary>Says at its end that it has so many files.</summary>
    private static byte[] WithCount(byte[] zip, byte count)
    {
        foreach (var at in (int[])[8, 10])
        {
            (zip[zip.Length - 22 + at], zip[zip.Length - 22 + at + 1]) = (count, 0);
        }

        return zip;
    }
}
