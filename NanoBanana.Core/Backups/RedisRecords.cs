using System.Text;

namespace NanoBanana.Core.Backups;

/// <summary>A key of Redis with its value, as <c>DUMP</c> gives it: Redis itself finds out when a byte of it is wrong.</summary>
/// <param name="Key">Its name.</param>
/// <param name="ExpiresAt">Null for a key that stays.</param>
/// <param name="Value">With the version of the format and a checksum.</param>
internal sealed record RedisRecord(byte[] Key, DateTimeOffset? ExpiresAt, byte[] Value);

/// <summary>
/// Records in a file: for each the length of the key, the key, when it expires (ms, 0 for never), the length of the value, the value.
/// </summary>
internal static class RedisRecords
{
    public static void Write(BinaryWriter file, RedisRecord record)
    {
        file.Write7BitEncodedInt(record.Key.Length);
        file.Write(record.Key);
        file.Write(record.ExpiresAt?.ToUnixTimeMilliseconds() ?? 0);
        file.Write7BitEncodedInt(record.Value.Length);
        file.Write(record.Value);
    }

    public static IEnumerable<RedisRecord> Read(string path)
    {
        using var file = new BinaryReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16), Encoding.UTF8);
        while (file.BaseStream.Position < file.BaseStream.Length)
        {
            var key = file.ReadBytes(file.Read7BitEncodedInt());
            var expiresAt = file.ReadInt64();
            yield return new(
                key, expiresAt == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(expiresAt), file.ReadBytes(file.Read7BitEncodedInt()));
        }
    }
}
