using Microsoft.Extensions.Options;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Edits;
using NanoBanana.Core;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Engines;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Images;
using NanoBanana.Core.Outbox;
using NanoBanana.Core.Throttling;

namespace NanoBanana.Api.Edits;

/// <summary>Judges what is asked for by what the engine can do, reserves its units and takes it in.</summary>
internal sealed class EditIntake(
    EngineCatalogue engines, EditStore edits, ImageStore images, UnitLedger units, PendingWork pending,
    DeterministicIdGenerator ids, IOptions<EditOptions> options,
    EditMetrics metrics, LimitMetrics hits, TimeProvider time)
{
    private static readonly TimeSpan OpenWait = TimeSpan.FromSeconds(5);

    /// <param name="language">Of the one who asks, where there are answers in it.</param>
    public async Task<EditAnswer> AskAsync(string userId, string sessionId, CreateEditRequest request, string? language)
    {
        var engine = string.IsNullOrWhiteSpace(request.Engine) ? engines.DefaultId : request.Engine;
        var capabilities = engines.CapabilitiesOf(engine);
        var background = BackgroundOf(request, capabilities);
        if (Judge(request, capabilities) is { } refusal)
        {
            return new EditAnswer.Refused(refusal.Field, refusal.Message);
        }

        if (EditChoices.Judge(request, capabilities!) is { } choice)
        {
            return new EditAnswer.Refused(choice.Field, choice.Message);
        }

        if (background == Background.Transparent && !capabilities!.TransparentBackground)
        {
            var words = $"{capabilities.Name} makes no transparent backgrounds: ask without one, or choose another engine.";
            return new EditAnswer.Refused(request.Background is null ? "prompt" : "background", words, ProblemCodes.NoTransparency);
        }

        if (capabilities!.Excess?.Invoke(request.Prompt!, language, await images.SizesAsync(sessionId, request.ImageIds ?? [])) is { } excess)
        {
            return new EditAnswer.TooExpensive(excess);
        }

        var (id, messageId) = (ids.NextIn(sessionId), ids.NextIn(sessionId));
        var asked = EditChoices.Of(request, background);
        var cost = (request.Variants ?? 1) * capabilities.UnitsFor(request.Prompt!, asked);
        var edit = new Edit(
            id, sessionId, EditStatus.Queued, request.Prompt!, request.ImageIds ?? [], request.MaskImageId, request.Variants ?? 1,
            engine, 0, [], null, messageId, null, time.GetUtcNow(), null, null, userId, null, new(cost, 0))
        {
            Asked = asked,
            Language = language,
        };

        // Should this end between the two steps, the reconciler gives back what was reserved for nothing.
        var thing = WorkItem.Units(userId, id);
        var noted = await pending.EnqueueAsync(thing);
        var reserved = await units.ReserveAsync(userId, id, cost, capabilities.IsRemote);
        if (reserved != Reservation.Ok)
        {
            hits.Hit(reserved.ToString());
            await pending.CompleteAsync(thing, noted);
            return TooMany(reserved);
        }

        var (outcome, created, field) = await CreateAsync(userId, edit);
        if (outcome != CommandResult.Ok)
        {
            await units.DropAsync(userId, id);
        }
        else
        {
            metrics.Asked(edit, cost);
        }

        await pending.CompleteAsync(thing, noted);
        return outcome switch
        {
            CommandResult.Ok => new EditAnswer.Queued(created!),
            CommandResult.Unknown => new EditAnswer.Refused(field!, "Name images of this session that are there and not rejected."),
            _ => new EditAnswer.NotAllowed(outcome),
        };
    }

    private async Task<(CommandResult Outcome, Edit? Edit, string? Field)> CreateAsync(string userId, Edit edit)
    {
        try
        {
            return await edits.CreateAsync(userId, edit);
        }
        catch (StorageFullException)
        {
            await units.DropAsync(userId, edit.Id);
            throw;
        }
    }

    private EditAnswer.TooMany TooMany(Reservation refused) => refused switch
    {
        Reservation.TooManyOpen => new("too-many-edits",
            $"You wait for {options.Value.OpenPerUser} edits already. Wait until one is finished, or cancel one.", OpenWait),
        Reservation.TooManyAsks => new("too-many-edits",
            $"You asked for {options.Value.EditsPerDay:N0} edits today; they count anew from midnight UTC.", units.UntilTomorrow),
        Reservation.TooManyOfAll => new("quota-day",
            "This engine's edits of today are used up for everybody. Use another engine, or try again after midnight UTC.",
            units.UntilTomorrow),
        _ => new("quota-day", "Your edits for today are used up; they count anew from midnight UTC.", units.UntilTomorrow),
    };

    /// <summary>What the request names, else what its words want. An exact engine judges the words itself.</summary>
    private static Background? BackgroundOf(CreateEditRequest request, EngineCapabilities? engine) =>
        request.Background is { } named ? (named == Background.Auto ? null : named)
        : engine is { IsExact: false } && RequestedBackground.IsTransparent(request.Prompt!) ? Background.Transparent
        : null;

    private static (string Field, string Message)? Judge(CreateEditRequest request, EngineCapabilities? engine) => (engine, request) switch
    {
        (null, _) => ("engine", "There is no such engine; GET /api/engines lists them."),
        ({ Available: false }, _) => ("engine", $"{engine.Name} is not set up here; choose another engine."),
        ({ TextToImage: false }, { ImageIds: null or { Count: 0 } }) => ("imageIds", $"{engine.Name} needs an image to change."),
        (_, { ImageIds: { } images }) when images.Count > engine.MaxInputs => ("imageIds", $"{engine.Name} takes {engine.MaxInputs} images at most."),
        (_, { Variants: { } variants }) when variants > engine.MaxVariants => ("variants", $"{engine.Name} makes {engine.MaxVariants} at most."),
        ({ Mask: false }, { MaskImageId: not null }) => ("maskImageId", $"{engine.Name} takes no mask; choose another engine."),
        (_, { MaskImageId: not null, ImageIds: null or { Count: 0 } }) => ("maskImageId", "A mask belongs to an image: name it in imageIds."),
        _ => null,
    };
}

/// <summary>What became of asking.</summary>
internal abstract record EditAnswer
{
    public sealed record Queued(Edit Edit) : EditAnswer;

    public sealed record Refused(string Field, string Message, string Code = ProblemCodes.Invalid) : EditAnswer;

    /// <summary>More than one edit may do.</summary>
    public sealed record TooExpensive(Problem Problem) : EditAnswer;

    public sealed record TooMany(string Code, string Detail, TimeSpan Until) : EditAnswer;

    public sealed record NotAllowed(CommandResult Outcome) : EditAnswer;
}
