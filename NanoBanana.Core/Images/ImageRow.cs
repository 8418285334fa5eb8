using System.Text.Json.Serialization;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;

namespace NanoBanana.Core.Images;

/// <summary>An image as it is kept: the contract's image without its signed URLs, with who uploaded it and what made it.</summary>
internal sealed record ImageRow(
    ImageId Id, SessionId SessionId, UserId AuthorId, ImageStatus Status, string FileName, string ContentType, int Width, int Height,
    long Bytes, string Sha256, ImageId? ParentId, EditId? EditId, string? Engine, Drift? Drift, DateTimeOffset CreatedAt, Problem? Problem)
{
    /// <summary>Whether it says where a picture may change, and is no picture itself.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsMask => EditId is null && FileNames.IsMask(FileName);

    /// <summary>Of the engine's answer as it came, where it is kept beside the result.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long AnswerBytes { get; init; }

    /// <inheritdoc cref="Image.Starred"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Starred { get; init; }

    /// <inheritdoc cref="Image.Tags"/>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>When it was deleted, of an image in the bin; the bin keeps it, not the row.</summary>
    [JsonIgnore]
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>What counts as stored.</summary>
    [JsonIgnore]
    public long StoredBytes => Bytes + AnswerBytes;
}
