using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace NanoBanana.Contracts.Edits;

/// <summary>Asks for an edit in words.</summary>
/// <param name="Prompt">What should change, 1–4,000 characters.</param>
/// <param name="ImageIds">
/// Images of the session; the first is the one that is changed, the others are shown to the engine. Without any, a picture is made from the
/// words alone.
/// </param>
/// <param name="MaskImageId">
/// An image of the session that says where the first image may change: white, or opaque if it has transparent pixels. Scaled to the first
/// image. A soft edge is blended: below 50 % a pixel stays exactly as it is; from there to 100 % of light or opacity it changes more and
/// more.
/// </param>
/// <param name="Variants">Results wanted, 1 by default, at most 4 and at most what the engine makes.</param>
/// <param name="Engine">The id of an engine; without one the default engine.</param>
/// <param name="Background">What lies behind the subject; without it the words of the prompt count.</param>
public sealed record CreateEditRequest(
    [Required, StringLength(Limits.PromptMaxLength)] string? Prompt,
    [MaxLength(Limits.MessageMaxImages)] IReadOnlyList<ImageId>? ImageIds = null,
    ImageId? MaskImageId = null,
    [Range(1, Limits.VariantsMax)] int? Variants = null,
    [StringLength(Limits.EngineMaxLength)] string? Engine = null,
    Background? Background = null)
{
    /// <summary>
    /// Width to height, such as <c>16:9</c>: one of <see cref="EngineInfo.AspectRatios"/>. Without it the picture keeps its shape.
    /// </summary>
    [StringLength(Limits.ChoiceMaxLength)]
    public string? AspectRatio { get; init; }

    /// <summary>One of <see cref="EngineInfo.Sizes"/>, such as <c>2K</c>. Without it the picture keeps its size.</summary>
    [StringLength(Limits.ChoiceMaxLength)]
    public string? Size { get; init; }

    /// <summary>One of <see cref="EngineInfo.Qualities"/>; without it the operator's choice.</summary>
    [StringLength(Limits.ChoiceMaxLength)]
    public string? Quality { get; init; }

    /// <summary>
    /// Where chance begins, for engines that take it: the same asked again comes out much alike. Each variant counts one on.
    /// </summary>
    [Range(0, int.MaxValue)]
    public int? Seed { get; init; }
}

/// <summary>What lies behind the subject of a result.</summary>
[JsonConverter(typeof(LowerCaseEnumConverter<Background>))]
public enum Background
{
    /// <summary>The engine chooses.</summary>
    Auto,
    /// <summary>Nothing: it can be seen through.</summary>
    Transparent,
    /// <summary>The picture has no transparent part.</summary>
    Opaque,
}

/// <summary>Asks for the same again.</summary>
/// <param name="Engine">Another engine; without one the same.</param>
public sealed record RetryEditRequest([StringLength(Limits.EngineMaxLength)] string? Engine = null);

/// <summary>One asked-for change of a picture, and what became of it.</summary>
/// <param name="Id">Opaque; sorts by creation time.</param>
/// <param name="SessionId">The session it belongs to.</param>
/// <param name="Status">Where it is on its way.</param>
/// <param name="Prompt">What should change.</param>
/// <param name="ImageIds">The inputs; the first is the one that is changed.</param>
/// <param name="MaskImageId">Where the first input may change.</param>
/// <param name="Variants">Results wanted.</param>
/// <param name="Engine">The engine's id.</param>
/// <param name="Progress">0–1.</param>
/// <param name="ResultIds">The results so far, as images of the session.</param>
/// <param name="Problem">Why it failed; <c>code</c> is one of <see cref="EditProblems"/>.</param>
/// <param name="MessageId">The message that asked.</param>
/// <param name="ReplyId">The assistant's message with the results.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="StartedAt">When a worker took it first.</param>
/// <param name="FinishedAt">When it succeeded, failed or was cancelled.</param>
/// <param name="AuthorId">Who asked.</param>
/// <param name="Model">The engine's model, once it was asked.</param>
/// <param name="Units">What it costs the one who asked.</param>
public sealed record Edit(
    EditId Id, SessionId SessionId, EditStatus Status, string Prompt, IReadOnlyList<ImageId> ImageIds, ImageId? MaskImageId, int Variants,
    string Engine, double Progress, IReadOnlyList<ImageId> ResultIds, Problem? Problem, string MessageId, string? ReplyId,
    DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, UserId AuthorId, string? Model, EditUnits Units)
{
    /// <summary>What was chosen beside the words, or found in them.</summary>
    public EditTerms? Asked { get; init; }

    /// <summary>
    /// What the results are, as far as <see cref="Asked"/> says something of it: background, shape and size (<c>1920x1080</c>) measured,
    /// quality and seed as the engine was given them.
    /// </summary>
    public EditTerms? Applied { get; init; }

    /// <summary>
    /// The language of the one who asked, <c>en</c> or <c>zh</c>, as <c>Accept-Language</c> named it: answers are in it where the words of
    /// the prompt are neither.
    /// </summary>
    public string? Language { get; init; }

    /// <summary>The run that it belongs to; its <c>prompt</c> is then the words of all steps.</summary>
    public string? RunId { get; init; }

    /// <summary>How the mask was understood, once a worker has read it.</summary>
    public MaskReading? Mask { get; init; }
}

/// <summary>Cost units of an edit.</summary>
/// <param name="Estimated">What was reserved for all its variants when it was asked for.</param>
/// <param name="Charged">What was charged: 0 unless it succeeded, or took the local engine too long.</param>
public sealed record EditUnits(int Estimated, int Charged);

/// <summary>How a mask was understood.</summary>
/// <param name="Basis">What in it says where the picture may change.</param>
/// <param name="Share">How much of the picture may change, 0–1.</param>
public sealed record MaskReading(MaskBasis Basis, double Share);

/// <summary>What in a mask says where a picture may change.</summary>
[JsonConverter(typeof(LowerCaseEnumConverter<MaskBasis>))]
public enum MaskBasis
{
    /// <summary>What is opaque may change: some pixel of the mask is more transparent than opaque.</summary>
    Alpha,
    /// <summary>What is light may change: the mask has no such pixel.</summary>
    Brightness,
}

/// <summary>How results are to be, or are.</summary>
/// <param name="Background">Of several results, transparent only if all are.</param>
/// <param name="AspectRatio">Width to height; of several results, that of the first.</param>
/// <param name="Size">Asked for by the engine's name for it; measured in pixels, such as <c>1920x1080</c>.</param>
/// <param name="Quality">The engine's name for it.</param>
/// <param name="Seed">Of the first variant.</param>
public sealed record EditTerms(
    Background? Background = null, string? AspectRatio = null, string? Size = null, string? Quality = null, int? Seed = null);

/// <summary>Where an edit is on its way.</summary>
[JsonConverter(typeof(LowerCaseEnumConverter<EditStatus>))]
public enum EditStatus
{
    /// <summary>It waits for a worker.</summary>
    Queued,
    /// <summary>A worker is at it.</summary>
    Running,
    /// <summary>Its results are there.</summary>
    Succeeded,
    /// <summary><see cref="Edit.Problem"/> says why.</summary>
    Failed,
    /// <summary>Somebody did not want it any more, or its inputs are gone.</summary>
    Cancelled,
}

/// <summary>Why an edit failed: the codes of <see cref="Edit.Problem"/>.</summary>
public static class EditProblems
{
    /// <summary>The engine's rules forbid it; ask for something else.</summary>
    public const string Blocked = "blocked";
    /// <summary>The engine answered without a picture; say it differently.</summary>
    public const string NoImage = "no-image";
    /// <summary>Too many requests in a short time; try again after <c>retryAfter</c>.</summary>
    public const string QuotaMinute = "quota-minute";
    /// <summary>The engine's allowance for today is used up; try tomorrow or use another engine.</summary>
    public const string QuotaDay = "quota-day";
    /// <summary>The engine took too long; try again.</summary>
    public const string Timeout = "timeout";
    /// <summary>The engine does not know these words; <c>detail</c> names them and what it knows.</summary>
    public const string NotUnderstood = "not-understood";
    /// <summary>The engine failed, or is not set up rightly.</summary>
    public const string Provider = "provider";
    /// <summary>The pictures or the mask cannot be used.</summary>
    public const string Input = "input";
    /// <summary>It is more than one edit may do; <c>detail</c> names the limit.</summary>
    public const string TooExpensive = "too-expensive";
    /// <summary>There is no room for the result; <c>detail</c> says whose.</summary>
    public const string StorageFull = "storage-full";
}

/// <summary>An engine and what it can do.</summary>
/// <param name="Id">What <see cref="CreateEditRequest.Engine"/> takes.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Available">Whether it is set up here.</param>
/// <param name="TextToImage">Whether it makes pictures from words alone.</param>
/// <param name="Mask">Whether a mask may be given.</param>
/// <param name="MaxInputs">Input images at most.</param>
/// <param name="MaxVariants">Results of one edit at most.</param>
/// <param name="Examples">Prompts that it understands.</param>
/// <param name="TransparentBackground">Whether it makes transparent backgrounds.</param>
public sealed record EngineInfo(
    string Id, string Name, bool Available, bool TextToImage, bool Mask, int MaxInputs, int MaxVariants, IReadOnlyList<string> Examples,
    bool TransparentBackground)
{
    /// <summary>What <see cref="CreateEditRequest.AspectRatio"/> takes; none where only words say it.</summary>
    public IReadOnlyList<string> AspectRatios { get; init; } = [];

    /// <summary>What <see cref="CreateEditRequest.Size"/> takes.</summary>
    public IReadOnlyList<string> Sizes { get; init; } = [];

    /// <summary>What <see cref="CreateEditRequest.Quality"/> takes, lowest first.</summary>
    public IReadOnlyList<string> Qualities { get; init; } = [];

    /// <summary>Whether it takes a <see cref="CreateEditRequest.Seed"/>.</summary>
    public bool Seed { get; init; }

    /// <summary>Cost units of one result without choices.</summary>
    public int Units { get; init; } = 1;

    /// <summary>Cost units of one result by its size or quality, where choices make it dearer or cheaper.</summary>
    public IReadOnlyDictionary<string, int> UnitsByChoice { get; init; } = new Dictionary<string, int>();

    /// <summary>Cost units that the caller may still spend at this engine today.</summary>
    public int UnitsLeft { get; init; }
}
