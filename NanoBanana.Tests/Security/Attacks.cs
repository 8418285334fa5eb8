using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using NanoBanana.Contracts;

namespace NanoBanana.Tests.Security;

/// <summary>Makes requests that are nearly right, and some that are not at all.</summary>
internal static class Attacks
{
    private static readonly string[] Fields =
        ["title", "text", "imageIds", "login", "role", "expiresAt", "maxUses", "prompt", "variants", "password", "x"];

    private static readonly string[] Numbers = ["0", "-1", "1e400", "-0", "9223372036854775808", "0.1", "1E-9", "00", "NaN"];

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Elements(
            "", " ", "\0", "\u202e", "\ud800", "😀", "null", "viewer", "owner", "../../etc/passwd", "%00", "%2e%2e%2f", "{}", "' or 1=1--",
            "<script>",
            "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999+14:00", new string('a', 121), new string('ä', 9000)),
        Gen.ArrayOf(Gen.Choose(1, 0xFFFF).Select(code => (char)code)).Select(letters => new string(letters)),
        Gen.ArrayOf(Gen.Elements("0123456789abcdef".ToCharArray())).Select(letters => new string(letters)));

    /// <summary>JSON, or what a hasty program would send as such.</summary>
    private static Gen<string> Json(int depth) => depth == 0 ? Scalar : Gen.Frequency(
        (3, Scalar),
        (2, Gen.ListOf(Json(depth - 1)).Select(items => $"[{string.Join(',', items)}]")),
        (4, Gen.ListOf(Gen.Elements(Fields).Zip(Json(depth - 1))).Select(
            pairs => $"{{{string.Join(',', pairs.Select(pair => $"\"{pair.Item1}\":{pair.Item2}"))}}}")),
        (1, Gen.Choose(1, 2000).Select(times => new string('[', times) + new string(']', times))));

    private static readonly Gen<string> Scalar = Gen.OneOf(
        Text.Select(text => JsonSerializer.Serialize(text)), Gen.Elements(Numbers), Gen.Elements("true", "null", "\"", "'a'", "\\u0000"));

    public static Gen<Attack> Bodies(IReadOnlyList<(string Method, string Path)> routes) =>
        from route in Gen.Elements(routes.ToArray())
        from json in Json(3)
        from type in Gen.Frequency(
            (8, Gen.Constant("application/json")),
            (1, Gen.Elements("text/plain", "application/json; charset=utf-16", "multipart/form-data", "")))
        from broken in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        from bytes in Broken(Encoding.UTF8.GetBytes(json))
        select new Attack(route.Method, route.Path, type, broken ? bytes : Encoding.UTF8.GetBytes(json));

    public static Gen<Attack> Cursors(IReadOnlyList<string> lists) =>
        from list in Gen.Elements(lists.ToArray())
        from text in Text
        from cursor in Gen.Elements(
            text, Encode(text), Encode($"{text}/{text}"), Encode($"1e308/{text}"), Encode($"NaN/{text}"), Encode($"-5/{text}"))
        from limit in Gen.Elements(
            "", "&limit=0", "&limit=-1", "&limit=101", "&limit=99999999999999999999", "&limit=1", "&limit=x",
            "&q=" + Uri.EscapeDataString(Safe(text)))
        select new Attack("GET", $"{list}?cursor={Uri.EscapeDataString(Safe(cursor))}{limit}");

    /// <param name="routes">Paths with <c>{}</c> where an id goes.</param>
    public static Gen<Attack> Ids(IReadOnlyList<(string Method, string Path)> routes, IReadOnlyList<string> ids) =>
        from route in Gen.Elements(routes.ToArray())
        from text in Text
        from id in Gen.Elements(ids.ToArray())
        from near in Near(id)
        from other in Gen.Elements(
            text, near, near + near, id.ToUpperInvariant(), id[..^1], id + "0", id + "\0", $"{id}/..", new string('f', 5000))
        select new Attack(route.Method, route.Path.Replace("{}", Uri.EscapeDataString(Safe(other)), StringComparison.Ordinal));

    public static Gen<Attack> Addresses(string signed) =>
        from near in Near(signed[signed.IndexOf('?')..])
        from extra in Gen.Elements(
            "", "&signature=", "&reader=", "&expires=99999999999", "&variant=preview", "&snapshot=" + new string('0', 32))
        select new Attack("GET", signed[..signed.IndexOf('?')] + "?"
            + new string([.. near.Skip(1).Where(letter => letter is > ' ' and < '\x7f')]).Replace("#", "", StringComparison.Ordinal)
            + extra);

    public static Gen<Attack> Forms(SessionId sessionId, byte[] file)
    {
        byte[] form = [
            .. "--frame\r\nContent-Disposition: form-data; name=\"sessionId\"\r\n\r\n"u8, .. Encoding.ASCII.GetBytes(sessionId),
            .. "\r\n--frame\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n"u8,
            .. file,
            .. "\r\n--frame--\r\n"u8];
        return
            from broken in Broken(form)
            from type in Gen.Elements(
                "multipart/form-data; boundary=frame", "multipart/form-data; boundary=\"frame\"", "multipart/form-data",
                "multipart/mixed; boundary=frame",
                $"multipart/form-data; boundary={new string('b', 300)}", "multipart/form-data; boundary=\"\"")
            from path in Gen.Elements(Routes.Upload, Routes.UploadBatch)
            select new Attack("POST", path, type, broken);
    }

    public static Gen<byte[]> Pictures(IReadOnlyList<byte[]> files) => Gen.Elements(files.ToArray()).SelectMany(Broken);

    /// <summary>Some bytes changed, taken out, doubled or cut off.</summary>
    private static Gen<byte[]> Broken(byte[] bytes) => Gen.Choose(0, 4).SelectMany(times => Again(Gen.Constant(bytes), times));

    private static Gen<byte[]> Again(Gen<byte[]> made, int times) => times == 0 ? made : Again(
        from bytes in made
        from place in Gen.Choose(0, Math.Max(0, bytes.Length - 1))
        from early in Gen.Choose(0, Math.Min(64, Math.Max(0, bytes.Length - 1)))
        from at in Gen.Elements(place, early)
        from length in Gen.Choose(1, 40)
        from value in Gen.OneOf(Gen.Choose(0, 255), Gen.Elements(0, 0xFF, 0x7F, 0x80))
        from how in Gen.Choose(0, 3)
        select Change(bytes, at, Math.Min(length, bytes.Length - at), (byte)value, how), times - 1);

    private static byte[] Change(byte[] bytes, int at, int length, byte value, int how) => how switch
    {
        0 => [.. bytes[..at], value, .. bytes[Math.Min(at + 1, bytes.Length)..]],
        1 => [.. bytes[..at], .. bytes[(at + length)..]],
        2 => [.. bytes[..(at + length)], .. bytes[at..]],
        _ => bytes[..at],
    };

    private static Gen<string> Near(string text) => Broken(Encoding.ASCII.GetBytes(text)).Select(Encoding.Latin1.GetString);

    private static string Encode(string text) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).Replace('+', '-').Replace('/', '_').TrimEnd('=');

    /// <summary>Half a surrogate pair cannot be written into an address.</summary>
    private static string Safe(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Length > 3000 ? text[..3000] : text));
}
