using System.Text.Json;
using System.Text.Json.Serialization;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Messages;

namespace NanoBanana.Api.Imports;

/// <summary><c>session.json</c> of an export, as somebody sent it: nothing in it is certain.</summary>
internal sealed record ImportedSession(
    ImportedTitle? Session, List<ImportedImage?>? Images, List<ImportedMessage?>? Messages, List<ImportedEdit?>? Edits,
    List<ImportedPin?>? Pins);

internal sealed record ImportedTitle(string? Title);

internal sealed record ImportedImage(
    string? Id, string? FileName, string? Sha256, string? Url, string? ParentId, string? EditId, bool? Starred, List<string?>? Tags);

internal sealed record ImportedMessage(
    string? Id, MessageRole? Role, string? Text, List<string?>? ImageIds, string? EditId, DateTimeOffset? CreatedAt,
    DateTimeOffset? EditedAt);

internal sealed record ImportedEdit(
    string? Id, EditStatus? Status, string? Prompt, List<string?>? ImageIds, string? MaskImageId, string? Engine, string? Model,
    List<string?>? ResultIds, string? MessageId, string? ReplyId, DateTimeOffset? CreatedAt);

internal sealed record ImportedPin(
    string? Id, string? ImageId, int? X, int? Y, SelectionBox? Area, string? Text, List<ImportedReply?>? Replies, bool? Resolved,
    DateTimeOffset? CreatedAt);

internal sealed record ImportedReply(string? Text, DateTimeOffset? CreatedAt);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, MaxDepth = 16)]
[JsonSerializable(typeof(ImportedSession))]
internal sealed partial class ImportJson : JsonSerializerContext;
