using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;

namespace NanoBanana.Core.Images;

/// <summary>What is kept of a deleted image that belongs to the lineage of others: where it stood, not what it showed.</summary>
internal static class Tombstone
{
    private static readonly Problem Deleted = new(
        ImageProblemCodes.Deleted, "Somebody deleted it", "What came of it, and what it came from, is still here.");

    public static ImageRow Of(ImageRow image) => image with
    {
        Status = ImageStatus.Rejected,
        FileName = "",
        Bytes = 0,
        AnswerBytes = 0,
        Sha256 = "",
        Drift = null,
        Problem = Deleted,
    };

    public static bool Is(ImageRow image) => image.Problem?.Code == ImageProblemCodes.Deleted;
}
