namespace NanoBanana.Contracts;

/// <summary>Why an image, an edit or one file of a batch failed.</summary>
/// <param name="Code">A stable word for programs, such as <c>corrupt-image</c>.</param>
/// <param name="Title">What happened, in a few words.</param>
/// <param name="Detail">What to do next.</param>
/// <param name="RetryAfter">Seconds after which another try makes sense.</param>
public sealed record Problem(string Code, string Title, string? Detail = null, int? RetryAfter = null)
{
    /// <summary>Up to four prompts that the engine does do and that mean nearly the same, the nearest first.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>Ids of engines that are set up here and take such words.</summary>
    public IReadOnlyList<string>? Engines { get; init; }

    /// <summary>An image of the session: the mask that was found, too weak to be used.</summary>
    public ImageId? MaskImageId { get; init; }
}
