using System.Net;

namespace NanoBanana.Contracts.Client;

/// <summary>The API answered with a failure; it carries what the problem document says.</summary>
public sealed class ApiException : Exception
{
    internal ApiException(HttpStatusCode status, string? title, string? detail)
        : base(detail ?? title ?? $"The API answered {(int)status}.")
    {
        Status = status;
        Title = title;
        Detail = detail;
    }

    /// <summary>The status of the answer.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>What happened, in a few words.</summary>
    public string? Title { get; }

    /// <summary>What to do next.</summary>
    public string? Detail { get; }

    /// <summary>The messages by field, as the request names it; empty when no field is to blame.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; internal init; } = new Dictionary<string, string[]>();

    /// <summary>After which time another try makes sense.</summary>
    public TimeSpan? RetryAfter { get; internal init; }

    /// <summary>A stable word for programs, such as <c>corrupt-image</c>, where the problem has one.</summary>
    public string? Code { get; internal init; }
}
