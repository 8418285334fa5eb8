using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace BCrypt.Net;

/// <summary>The two reentrant functions of libxcrypt that are needed here.</summary>
internal static unsafe partial class Crypt
{
    private const string Library = "libcrypt.so.1";
    private const int SizeOfCryptData = 32768; // fixed by libxcrypt's interface
    private const int LongestSalt = 192;

    public static string? Hash(ReadOnlySpan<byte> key, string salt)
    {
        var data = new byte[SizeOfCryptData];
        try
        {
            fixed (byte* phrase = key)
            fixed (byte* memory = data)
            {
                return Marshal.PtrToStringUTF8(crypt_rn(phrase, salt, memory, data.Length));
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(data);
        }
    }

    public static string? Salt(uint workFactor, ReadOnlySpan<byte> random)
    {
        var output = stackalloc byte[LongestSalt];
        fixed (byte* bytes = random)
        {
            return Marshal.PtrToStringUTF8(crypt_gensalt_rn("$2b$", workFactor, bytes, random.Length, output, LongestSalt));
        }
    }

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint crypt_rn(byte* phrase, string setting, byte* data, int size);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint crypt_gensalt_rn(string prefix, CULong count, byte* random, int randomLength, byte* output, int outputSize);

    private static nint crypt_gensalt_rn(string prefix, uint count, byte* random, int randomLength, byte* output, int outputSize) =>
        crypt_gensalt_rn(prefix, new CULong(count), random, randomLength, output, outputSize);
}
