using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Options;

namespace NanoBanana.Web.Accounts;

/// <summary>Encrypts a data-protection key before it is stored: AES-256-GCM, with a key derived from the secret (HKDF, RFC 5869).</summary>
internal sealed class KeyRingEncryptor(IOptions<KeyRingOptions> options) : IXmlEncryptor
{
    public const string Element = "sealedKey";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var box = new byte[SealedKey.Overhead + plain.Length];
        SealedKey.Seal(options.Value.Secret, plain, box);
        return new(new XElement(Element, Convert.ToBase64String(box)), typeof(KeyRingDecryptor));
    }
}

/// <summary>Decrypts what <see cref="KeyRingEncryptor"/> encrypted, with this secret or the one before it.</summary>
/// <remarks>Data protection finds it by the name of its type in the stored key, and makes it from the services.</remarks>
internal sealed class KeyRingDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var options = services.GetRequiredService<IOptions<KeyRingOptions>>().Value;
        var box = Convert.FromBase64String(encryptedElement.Value);
        try
        {
            return XElement.Parse(SealedKey.Open(options.Secret, box));
        }
        catch (AuthenticationTagMismatchException) when (options.PreviousSecret.Length > 0)
        {
            return XElement.Parse(SealedKey.Open(options.PreviousSecret, box));
        }
    }
}

/// <summary>A sealed key: nonce, tag, ciphertext.</summary>
file static class SealedKey
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int KeyBytes = 32;

    public const int Overhead = NonceBytes + TagBytes;

    public static void Seal(string secret, ReadOnlySpan<byte> plain, Span<byte> box)
    {
        RandomNumberGenerator.Fill(box[..NonceBytes]);
        using var aes = new AesGcm(KeyOf(secret), TagBytes);
        aes.Encrypt(box[..NonceBytes], plain, box[Overhead..], box[NonceBytes..Overhead]);
    }

    public static string Open(string secret, ReadOnlySpan<byte> box)
    {
        var plain = new byte[box.Length - Overhead];
        using var aes = new AesGcm(KeyOf(secret), TagBytes);
        aes.Decrypt(box[..NonceBytes], box[Overhead..], box[NonceBytes..Overhead], plain);
        return Encoding.UTF8.GetString(plain);
    }

    private static byte[] KeyOf(string secret) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), KeyBytes, info: "nano-banana/data-protection-keys"u8.ToArray());
}
