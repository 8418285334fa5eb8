using System.Text.Json;
using System.Text.Json.Serialization;

namespace NanoBanana.Core.Backups;

/// <summary>What a backup holds. It is written last: a folder without it is no backup.</summary>
/// <param name="Format">Grows when an older version could not read it.</param>
/// <param name="CreatedAt">The moment that the contents of Redis are of.</param>
/// <param name="RedisVersion">Of the server; an older one may not read what a newer one wrote.</param>
/// <param name="Keys">In Redis.</param>
/// <param name="RedisSha256">Of the file with the contents of Redis.</param>
/// <param name="ObjectsSha256">Of the list of objects.</param>
/// <param name="Objects">How many there are.</param>
/// <param name="ObjectBytes">Their sizes together.</param>
/// <param name="Missing">Hashes of originals that pictures name and the store has not got.</param>
internal sealed record BackupManifest(
    int Format, DateTimeOffset CreatedAt, string RedisVersion, long Keys, string RedisSha256, string ObjectsSha256,
    long Objects, long ObjectBytes, IReadOnlyList<string> Missing)
{
    public const int CurrentFormat = 1;
}

/// <summary>An object of a backup.</summary>
internal sealed record BackedUpObject(string Key, long Length, string Sha256);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(BackupManifest))]
[JsonSerializable(typeof(BackedUpObject))]
internal sealed partial class BackupJson : JsonSerializerContext
{
    /// <summary>For people who look into the folder.</summary>
    public static BackupJson Indented { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = true });
}
