using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Recipes;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Edits.Runs;
using NanoBanana.Core.Engines;
using NanoBanana.Core.Images;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Storage;
using NanoBanana.Imaging;
using NanoBanana.Imaging.Compositing;
using NanoBanana.Imaging.Editing;
using NanoBanana.Imaging.Selecting;
using NanoBanana.Worker.Thumbnails;
using StackExchange.Redis;

namespace NanoBanana.Worker.Edits;

/// <summary>What an engine is given for an edit.</summary>
/// <param name="Images">The inputs; the first is the one that is changed.</param>
/// <param name="MaskFile">As it was uploaded.</param>
internal sealed record EditMaterial(
    IReadOnlyList<DataContent> Images, ReadOnlyMemory<byte>? MaskFile, DataContent? Mask, IReadOnlyList<EngineTurn> History)
{
    /// <summary>How the mask was understood.</summary>
    public MaskReading? MaskReading { get; init; }

    public ReadOnlyMemory<byte>? Source => Images.Count > 0 ? Images[0].Data : default(ReadOnlyMemory<byte>?);
}

/// <summary>Reads the inputs of an edit, and what led to them.</summary>
internal sealed class EditMaterials(
    IDatabase database, IObjectStore store, ThumbnailGenerator renditions, IResultCompositor compositor, PictureSelector selector,
    IOptions<EditOptions> options)
{
    /// <returns>Null when an input is gone.</returns>
    public async Task<EditMaterial?> ReadAsync(Edit edit, EngineCapabilities engine, CancellationToken cancellationToken)
    {
        var rows = new List<ImageRow>();
        foreach (var id in edit.Inputs())
        {
            if (await FindAsync(edit.SessionId, id) is not { } row)
            {
                return null;
            }

            rows.Add(row);
        }

        var files = await Task.WhenAll(rows.Select(row => store.ReadAsync(ObjectKeys.Original(row.Sha256), cancellationToken)));
        var count = edit.ImageIds.Count;
        var maskFile = files.Length > count ? files[count] : null;
        var mask = maskFile is null ? null : await compositor.ToMaskAsync(maskFile, files[0], cancellationToken);
        return new(
            [.. rows.Take(count).Select((row, i) => new DataContent(files[i], row.ContentType))],
            maskFile is null ? default(ReadOnlyMemory<byte>?) : maskFile,
            mask is null ? null : new(mask.Png, "image/png"),
            engine.IsRemote && count > 0 ? await HistoryOfAsync(rows[0], cancellationToken) : [])
        {
            MaskReading = mask?.Reading,
        };
    }

    /// <summary>What an engine is given for a step of a run.</summary>
    /// <param name="picture">What the steps before made.</param>
    /// <exception cref="EngineException">The picture has no subject that can be found.</exception>
    public async Task<EditMaterial> ReadAsync(StepRow step, DataContent picture, CancellationToken cancellationToken)
    {
        var inputs = await Task.WhenAll(step.Inputs.Select(async input =>
            new DataContent(await store.ReadAsync(ObjectKeys.Original(input.Sha256), cancellationToken), input.ContentType)));
        var maskFile = step.Step.Mask == RecipeMask.Subject ? await SubjectOfAsync(picture.Data, step.Language, cancellationToken)
            : step.MaskSha256 is { } sha256 ? await store.ReadAsync(ObjectKeys.Original(sha256), cancellationToken)
            : null;
        var mask = maskFile is null ? null : await compositor.ToMaskAsync(maskFile, picture.Data, cancellationToken);
        return new(
            [picture, .. inputs], maskFile is null ? default(ReadOnlyMemory<byte>?) : maskFile,
            mask is null ? null : new(mask.Png, "image/png"), []);
    }

    private async Task<byte[]> SubjectOfAsync(ReadOnlyMemory<byte> picture, string? language, CancellationToken cancellationToken)
    {
        try
        {
            return (await selector.SelectAsync(picture, new(null, null, true), cancellationToken)).Png;
        }
        catch (EditRefusedException refused)
        {
            var words = language == "zh" ? refused.Chinese ?? refused.Message : refused.Message;
            throw new EngineException(EditFailures.NoSubject(words), inner: refused);
        }
    }

    /// <summary>Oldest first. Previews are enough for an engine to know what went before, and are quick to send.</summary>
    private async Task<IReadOnlyList<EngineTurn>> HistoryOfAsync(ImageRow image, CancellationToken cancellationToken)
    {
        var turns = new List<EngineTurn>();
        for (var row = image; turns.Count < options.Value.HistoryTurns && row is { EditId: { } made };)
        {
            if (await database.FindEditAsync(row.SessionId, made) is not { } edit
                || await PreviewAsync(row, cancellationToken) is not { } preview)
            {
                break;
            }

            turns.Insert(0, new(edit.Prompt, preview));
            row = row.ParentId is { } parent ? await FindAsync(row.SessionId, parent) : null;
        }

        return turns;
    }

    private async Task<DataContent?> PreviewAsync(ImageRow row, CancellationToken cancellationToken)
    {
        try
        {
            return new(await renditions.ReadPreviewAsync(row, cancellationToken), "image/webp");
        }
        catch (Exception gone) when (gone is FileNotFoundException or CorruptImageException)
        {
            return null;
        }
    }

    private async Task<ImageRow?> FindAsync(SessionId sessionId, ImageId id) =>
        (string?)await database.HashGetAsync(Keys.ImageRows(sessionId), id.Value) is { } row ? ImageStore.Read(row) : null;
}
