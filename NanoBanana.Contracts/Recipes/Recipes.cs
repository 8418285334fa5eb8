using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using NanoBanana.Contracts.Edits;

namespace NanoBanana.Contracts.Recipes;

/// <summary>Saves the edits on the path between two versions, to be repeated on other pictures.</summary>
/// <param name="Name">1–80 characters.</param>
/// <param name="FromImageId">The version that the path begins with; an image of the session.</param>
/// <param name="ToImageId">A version that came of it; an image of the session.</param>
/// <param name="Masks">Where masks of the path lie in other pictures; at the same place by default.</param>
/// <param name="Shared">
/// True, as by default, shares it with the session. False keeps it for oneself: nobody else sees it, and it runs in every session that its
/// author edits.
/// </param>
public sealed record CreateRecipeRequest(
    [Required, StringLength(Limits.RecipeNameMaxLength)] string? Name,
    [RequiredId, IdLength] ImageId? FromImageId,
    [RequiredId, IdLength] ImageId? ToImageId,
    RecipeMask? Masks = null, bool? Shared = null);

/// <summary>Edits that can be repeated.</summary>
/// <param name="Id">Opaque; sorts by creation time.</param>
/// <param name="SessionId">The session it is shared with; null when its author keeps it.</param>
/// <param name="AuthorId">Who saved it.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Steps">What is done to a picture, first to last; at most <see cref="Limits.RecipeMaxSteps"/>.</param>
/// <param name="Engine">The engine of its steps; of several, the first that asks a network.</param>
/// <param name="Units">Cost units of one picture.</param>
/// <param name="CreatedAt">When it was saved.</param>
public sealed record Recipe(
    string Id, SessionId? SessionId, UserId AuthorId, string Name, IReadOnlyList<RecipeStep> Steps, string Engine, int Units,
    DateTimeOffset CreatedAt);

/// <summary>One change of a recipe.</summary>
/// <param name="Prompt">What changes, as it was meant: "a bit less" is the words before with a strength.</param>
/// <param name="Engine">The engine that does it.</param>
/// <param name="Mask">Where it changes the picture; null for everywhere.</param>
/// <param name="References">Further pictures that the engine is shown; the recipe keeps them.</param>
/// <param name="Strength">A factor on the amounts of the words; null for 1.</param>
/// <param name="Choices">What was chosen beside the words.</param>
public sealed record RecipeStep(
    string Prompt, string Engine, RecipeMask? Mask = null, int References = 0, double? Strength = null, EditTerms? Choices = null);

/// <summary>Where a step of a recipe changes a picture.</summary>
[JsonConverter(typeof(LowerCaseEnumConverter<RecipeMask>))]
public enum RecipeMask
{
    /// <summary>At the same place as in the picture it was made for, scaled to each picture.</summary>
    Place,
    /// <summary>The subject of each picture.</summary>
    Subject,
}

/// <summary>Runs a recipe on pictures.</summary>
/// <param name="ImageIds">
/// 1–500 images of one session, in which the caller is an editor: of the recipe's own session, unless the caller keeps the recipe for
/// themselves. One
/// that is named twice counts once.
/// </param>
/// <param name="MaxUnits">Cost units that the run may be charged; it pauses before it would be more. No cap by default.</param>
public sealed record CreateRunRequest(
    [Required, MinLength(1), MaxLength(Limits.RunMaxImages)] IReadOnlyList<ImageId>? ImageIds,
    [Range(1, int.MaxValue)] int? MaxUnits = null);

/// <summary>Pauses a run, or lets it go on. Pictures that are being worked on are finished.</summary>
/// <param name="Paused">Whether it takes no further pictures.</param>
/// <param name="MaxUnits">Another cap.</param>
public sealed record UpdateRunRequest([Required] bool? Paused, [Range(1, int.MaxValue)] int? MaxUnits = null);

/// <summary>A recipe at work on pictures: one result for each.</summary>
/// <param name="Id">Opaque; sorts by creation time.</param>
/// <param name="SessionId">The session of the pictures and of the results.</param>
/// <param name="RecipeId">The recipe, which may be deleted meanwhile.</param>
/// <param name="Name">What the recipe was called.</param>
/// <param name="AuthorId">Who started it, and is charged.</param>
/// <param name="MessageId">The message that says so.</param>
/// <param name="Steps">What is done to each picture.</param>
/// <param name="Engine">As in the recipe.</param>
/// <param name="Total">Pictures.</param>
/// <param name="UnitsEstimated">Cost units of all pictures together.</param>
/// <param name="CreatedAt">When it was started.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Done">Pictures that have their result.</param>
/// <param name="Failed">Pictures that have none and are not tried again by themselves.</param>
/// <param name="UnitsCharged">Cost units that its results were charged.</param>
/// <param name="MaxUnits">Cost units that it may be charged.</param>
/// <param name="Problem">
/// Why it is paused, or waits: <c>max-units</c>, or <c>quota-day</c> with <c>retryAfter</c>, after which it goes on by itself.
/// </param>
/// <param name="FinishedAt">When it succeeded, failed or was cancelled.</param>
public sealed record Run(
    string Id, SessionId SessionId, string RecipeId, string Name, UserId AuthorId, string MessageId, IReadOnlyList<RecipeStep> Steps,
    string Engine, int Total, int UnitsEstimated, DateTimeOffset CreatedAt, RunStatus Status, int Done, int Failed, int UnitsCharged,
    int? MaxUnits = null, Problem? Problem = null, DateTimeOffset? FinishedAt = null)
{
    /// <summary>Pictures without a result, and why; of a single run, at most <see cref="Limits.RunMaxFailures"/>.</summary>
    public IReadOnlyList<RunFailure>? Failures { get; init; }
}

/// <summary>A picture of a run that has no result.</summary>
/// <param name="ImageId">The picture.</param>
/// <param name="Problem">Why.</param>
public sealed record RunFailure(ImageId ImageId, Problem Problem);

/// <summary>How a run stands.</summary>
[JsonConverter(typeof(LowerCaseEnumConverter<RunStatus>))]
public enum RunStatus
{
    /// <summary>It takes picture after picture.</summary>
    Running,
    /// <summary>It takes no further pictures until somebody lets it go on.</summary>
    Paused,
    /// <summary>Nothing is left to do, and there are results.</summary>
    Succeeded,
    /// <summary>Nothing is left to do, and there is no result.</summary>
    Failed,
    /// <summary>Somebody did not want it any more; the results so far stay.</summary>
    Cancelled,
}

/// <summary>
/// Why a run waits or pauses by itself: the codes of <see cref="Run.Problem"/> beside those of <see cref="EditProblems"/>.
/// </summary>
public static class RunProblems
{
    /// <summary>The next picture would cost more than <see cref="Run.MaxUnits"/>.</summary>
    public const string MaxUnits = "max-units";
    /// <summary>Its author asked for as many edits today as they may.</summary>
    public const string TooManyEdits = "too-many-edits";
    /// <summary>The picture was deleted, or its edit cancelled.</summary>
    public const string Cancelled = "cancelled";
}
