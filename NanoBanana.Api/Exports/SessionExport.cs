using System.Text.Json;
using System.Text.Json.Serialization;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Messages;
using NanoBanana.Contracts.Recipes;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Contracts.Sharing;

namespace NanoBanana.Api.Exports;

/// <summary>
/// The parts of <c>session.json</c> in an export: session, members, messages, images, edits, lineage, pins, and the recipes of the session
/// and of who exports it; an image's <c>url</c> is its file beside it.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Session))]
[JsonSerializable(typeof(List<Member>))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(List<Image>))]
[JsonSerializable(typeof(List<Edit>))]
[JsonSerializable(typeof(List<LineageEdge>))]
[JsonSerializable(typeof(List<Pin>))]
[JsonSerializable(typeof(List<Recipe>))]
internal sealed partial class ExportJson : JsonSerializerContext;
