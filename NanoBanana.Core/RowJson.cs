using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Messages;
using NanoBanana.Contracts.Recipes;
using NanoBanana.Core.Accounts;
using NanoBanana.Core.Edits.Runs;
using NanoBanana.Core.Images;
using NanoBanana.Core.Sharing;

namespace NanoBanana.Core;

/// <summary>How rows are written in Redis.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DeviceRow))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(Edit))]
[JsonSerializable(typeof(DateTimeOffset))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(ImageRow))]
[JsonSerializable(typeof(Pin))]
[JsonSerializable(typeof(Reference))]
[JsonSerializable(typeof(Recipe))]
[JsonSerializable(typeof(Run))]
[JsonSerializable(typeof(RunRow))]
[JsonSerializable(typeof(IReadOnlyList<StepRow>))]
[JsonSerializable(typeof(MemberRow))]
[JsonSerializable(typeof(InviteRow))]
[JsonSerializable(typeof(SnapshotRow))]
internal sealed partial class RowJson : JsonSerializerContext
{
    /// <summary>Keeps letters of all scripts as they are: a row is never part of a page, and <c>\uXXXX</c> is twice as long.</summary>
    public static RowJson Rows { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
