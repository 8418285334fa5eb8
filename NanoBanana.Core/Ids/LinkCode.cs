using System.Buffers.Text;
using System.Security.Cryptography;

namespace NanoBanana.Core.Ids;

/// <summary>
/// The secret of a link: 128 random bits followed by an id. The id is no secret; it tells where the link's row is: that of an invitation's
/// session, a snapshot, or a user whose password is reset.
/// </summary>
internal static class LinkCode
{
    private const int SecretBytes = 16;
    private const int Bytes = SecretBytes + Id.Length / 2;
    private const int Length = 43;

    public static string New(string id)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        RandomNumberGenerator.Fill(bytes[..SecretBytes]);
        Convert.FromHexString(id, bytes[SecretBytes..], out _, out _);
        return Base64Url.EncodeToString(bytes);
    }

    /// <returns>Null when the code has not the shape of one.</returns>
    public static string? IdIn(string code)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        return code.Length == Length && Base64Url.IsValid(code) && Base64Url.TryDecodeFromChars(code, bytes, out var written)
            && written == Bytes
            ? Convert.ToHexStringLower(bytes[SecretBytes..])
            : null;
    }
}
