using System.Globalization;
using System.Net;

namespace NanoBanana.Core.Engines.Remote;

/// <summary>The code of an error that came with status 200, as gateways send them.</summary>
internal static class ErrorCode
{
    /// <returns>Null when it is not the number of a failure.</returns>
    public static HttpStatusCode? StatusOf(string? code) =>
        int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 400 and < 600
            ? (HttpStatusCode)number
            : null;
}
