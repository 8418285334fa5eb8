using Microsoft.Extensions.Options;
using NanoBanana.Api.Accounts;
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

    /// <param name="caller">Who asks.</param>
    /// <param name="sessionId">Where they may edit.</param>
    /// <param name="request">What they ask for.</param>
    /// <param name="language">Of the one who asks, where there are answers in it.</param>
    public async Task<EditAnswer> AskAsync(CurrentUser caller, SessionId sessionId, CreateEditRequest request, string? language)
    {
        var engine = !string.IsNullOrWhiteSpace(request.Engine) ? request.Engine
            : caller.IsGuest ? engines.DefaultOnThisMachine : engines.DefaultId;
        var capabilities = engines.CapabilitiesOf(engine);
        var background = BackgroundOf(request, capabilities);
        if (Refuse(caller, request, capabilities, background) is { } refusal)
        {
            return refusal;
        }

        var sizes = await images.SizesAsync(sessionId, request.ImageIds ?? []);
        if (capabilities!.Excess?.Invoke(request.Prompt!, language, sizes) is { } excess)
        {
            return new EditAnswer.TooExpensive(excess);
        }

        var (id, messageId) = (new EditId(ids.NextIn(sessionId)), ids.NextIn(sessionId));
        var asked = EditChoices.Of(request, background);
        var cost = (request.Variants ?? 1) * capabilities.UnitsFor(request.Prompt!, asked);
        return await QueueAsync(caller.Id, cost, capabilities, new(
            id, sessionId, EditStatus.Queued, request.Prompt!, request.ImageIds ?? [], request.MaskImageId, request.Variants ?? 1,
            engine, 0, [], null, messageId, null, time.GetUtcNow(), null, null, caller.Id, null, new(cost, 0))
        {
            Asked = asked,
            Language = language,
        });
    }

    /// <summary>
    /// Reserves what an edit costs and queues it. Should this end between the two, the reconciler gives back what was reserved for nothing.
    /// </summary>
    private async Task<EditAnswer> QueueAsync(UserId userId, int cost, EngineCapabilities engine, Edit edit)
    {
        var item = WorkItem.Units(userId, edit.Id);
        var dueAt = await pending.EnqueueAsync(item);
        var reserved = await units.ReserveAsync(userId, edit.Id, cost, engine.IsRemote);
        if (reserved != Reservation.Ok)
        {
            hits.Hit(reserved.ToString());
            await pending.CompleteAsync(item, dueAt);
            return TooMany(reserved);
        }

        var created = await CreateAsync(userId, edit);
        if (!created.IsOk)
        {
            await units.DropAsync(userId, edit.Id);
        }
        else
        {
            metrics.Asked(edit, cost);
        }

        await pending.CompleteAsync(item, dueAt);
        return created switch
        {
            { Value: { } queued } => new EditAnswer.Queued(queued),
            { Field: { } field } => new EditAnswer.Refused(field, "Name images of this session that are there and not rejected."),
            _ => new EditAnswer.NotAllowed(created.Status),
        };
    }

    private async Task<CommandResult<Edit>> CreateAsync(UserId userId, Edit edit)
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

    private static EditAnswer.Refused? Refuse(
        CurrentUser caller, CreateEditRequest request, EngineCapabilities? engine, Background? background)
    {
        if (caller.IsGuest && engine is { IsRemote: true })
        {
            return new("engine", $"{engine.Name} is for those who have an account: create one first.", ProblemCodes.Guest);
        }

        if ((Judge(request, engine) ?? EditChoices.Judge(request, engine!)) is { } refusal)
        {
            return new(refusal.Field, refusal.Message);
        }

        return background == Background.Transparent && !engine!.TransparentBackground
            ? new(
                request.Background is null ? "prompt" : "background",
                $"{engine.Name} makes no transparent backgrounds: ask without one, or choose another engine.", ProblemCodes.NoTransparency)
            : null;
    }

    private static FieldProblem? Judge(CreateEditRequest request, EngineCapabilities? engine) => (engine, request) switch
    {
        (null, _) => new("engine", "There is no such engine; GET /api/engines lists them."),
        ({ Available: false }, _) => new("engine", $"{engine.Name} is not set up here; choose another engine."),
        ({ TextToImage: false }, { ImageIds: null or { Count: 0 } }) => new("imageIds", $"{engine.Name} needs an image to change."),
        (_, { ImageIds: { } images }) when images.Count > engine.MaxInputs =>
            new("imageIds", $"{engine.Name} takes {engine.MaxInputs} images at most."),
        (_, { Variants: { } variants }) when variants > engine.MaxVariants =>
            new("variants", $"{engine.Name} makes {engine.MaxVariants} at most."),
        ({ Mask: false }, { MaskImageId: not null }) => new("maskImageId", $"{engine.Name} takes no mask; choose another engine."),
        (_, { MaskImageId: not null, ImageIds: null or { Count: 0 } }) =>
            new("maskImageId", "A mask belongs to an image: name it in imageIds."),
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

    public sealed record NotAllowed(CommandStatus Status) : EditAnswer;
}
