using System.Globalization;
using Microsoft.Extensions.AI;
using NanoBanana.Imaging;

namespace NanoBanana.Core.Engines.Remote;

/// <summary>What answers of providers have in common.</summary>
internal static class RemoteAnswer
{
    /// <summary>A picture with the type that its bytes have, whatever the provider calls it.</summary>
    public static DataContent Picture(ReadOnlyMemory<byte> file, RemoteProblems problems)
    {
        using var stream = SourceHeader.Open(file);
        return ImageHeaderReader.Read(stream) is ImageHeaderResult.Found found
            ? new DataContent(file, found.Header.ContentType)
            : throw problems.Nonsense("its picture is none");
    }

    /// <summary><c>Retry-After</c>: seconds or a date.</summary>
    public static TimeSpan? RetryAfter(string? header, TimeProvider time) =>
        double.TryParse(header, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) ? Seconds(seconds)
        : DateTimeOffset.TryParse(header, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            && date - time.GetUtcNow() is { Ticks: > 0 } wait ? wait
        : null;

    /// <summary>No provider's word makes anybody wait longer than a day.</summary>
    public static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 86_400));
}
