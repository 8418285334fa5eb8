using System.Globalization;

namespace NanoBanana.Core.Images.Resumable;

/// <summary>An upload that comes in parts, as far as it has come.</summary>
/// <param name="Own">The image's own id, once there is one: finishing again gives the same image.</param>
/// <param name="Parts">The objects that hold what has come, by where each begins.</param>
/// <param name="ImageId">What came of it; null until all has come.</param>
internal sealed record ResumableUpload(
    string Id, UserId UserId, string Own, SessionId SessionId, string FileName, long Length, long Offset, DateTimeOffset ExpiresAt,
    IReadOnlyDictionary<long, string> Parts, ImageId? ImageId)
{
    public const string PartPrefix = "part:";

    public static ResumableUpload? From(UserId userId, string id, Dictionary<string, string> fields) =>
        !fields.TryGetValue("own", out var own) ? null : new(
        id, userId, own, new(fields["sessionId"]), fields["fileName"], Number(fields["length"]), Number(fields["offset"]),
        DateTimeOffset.FromUnixTimeMilliseconds(Number(fields["expires"])),
        fields.Where(field => field.Key.StartsWith(PartPrefix, StringComparison.Ordinal))
            .ToDictionary(field => Number(field.Key[PartPrefix.Length..]), field => field.Value),
        fields.GetValueOrDefault("image") is { } image ? new ImageId(image) : null);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
