using System.Buffers.Text;
using System.Security.Cryptography;
using NanoBanana.Core.Ids;

namespace NanoBanana.Core.Sharing;

/// <summary>
/// The secret of a link: 128 random bits, and behind them an id, which is no secret but tells where the link's row is: that of the
/// session an invitation leads to, or a snapshot's own.
/// </summary>
internal static class ShareCode
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
        return code.Length == Length && Base64Url.IsValid(code) && Base64Url.TryDecodeFromChars(code, bytes, out var written) && written == Bytes
            ? Convert.ToHexStringLower(bytes[SecretBytes..])
            : null;
    }
}
