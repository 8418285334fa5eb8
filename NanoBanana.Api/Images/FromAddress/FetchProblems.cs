using NanoBanana.Contracts;

namespace NanoBanana.Api.Images.FromAddress;

/// <summary>Why no file came from an address, and what to do.</summary>
internal static class FetchProblems
{
    private const string Instead = "Open it in your browser, save the picture and upload the file.";

    public static FetchFailure Unreachable() => new(StatusCodes.Status422UnprocessableEntity, new(
        "address-unreachable", "The address cannot be fetched", $"It is not reachable from here. {Instead}"));

    public static FetchFailure TooManyRedirects() => new(StatusCodes.Status422UnprocessableEntity, new(
        "address-unreachable", "The address cannot be fetched", $"It leads from one address to the next too often. {Instead}"));

    public static FetchFailure TooSlow(TimeSpan limit) => new(StatusCodes.Status422UnprocessableEntity, new(
        "address-too-slow", "The address is too slow", $"The picture did not come within {limit.TotalSeconds:0.#} s. {Instead}"));

    public static FetchFailure Answered(int status) => new(StatusCodes.Status422UnprocessableEntity, new(
        "address-refused", "The address gives no picture", $"Its server answered {status}. Check the address. {Instead}"));
}

/// <summary>Why no file came from an address, and with which status that is answered.</summary>
internal sealed record FetchFailure(int Status, Problem Problem);
