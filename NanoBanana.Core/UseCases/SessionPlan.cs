using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Messages;
using NanoBanana.Core.Images;

namespace NanoBanana.Core.UseCases;

/// <summary>A session that is to be founded with all that it holds, under the ids that it will have.</summary>
internal sealed record SessionPlan
{
    public required SessionId Id { get; init; }

    public required string Title { get; init; }

    public required IReadOnlyList<PlannedImage> Images { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<Message> Messages { get; init; }

    /// <summary>Finished ones, which say what was made from what.</summary>
    public IReadOnlyList<Edit> Edits { get; init; } = [];

    public IReadOnlyList<Pin> Pins { get; init; } = [];

    /// <summary>What its pictures take at most.</summary>
    public required long Bytes { get; init; }

    /// <summary>What its rows take at most.</summary>
    public required long TextBytes { get; init; }
}

/// <summary>A picture of a session that is to be founded.</summary>
/// <param name="Row">As it will be, but for what only its file tells.</param>
/// <param name="OpenAsync">Gives the file and what its header says, judged as an upload is.</param>
internal sealed record PlannedImage(ImageRow Row, Func<CancellationToken, Task<PlannedFile>> OpenAsync);

/// <summary>The file of a picture, complete.</summary>
internal sealed record PlannedFile(TemporaryUpload File, string ContentType, int Width, int Height);
