using System.Text.Json;
using System.Text.Json.Serialization;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Messages;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Contracts.Sharing;

namespace NanoBanana.Api.Exports;

/// <summary>What <c>session.json</c> of an export holds; an image's <c>url</c> is its file beside it.</summary>
internal sealed record SessionExport(
    Session Session, IReadOnlyList<Member> Members, IReadOnlyList<Message> Messages, IReadOnlyList<Image> Images,
    IReadOnlyList<Edit> Edits, IReadOnlyList<LineageEdge> Lineage);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SessionExport))]
internal sealed partial class ExportJson : JsonSerializerContext;
