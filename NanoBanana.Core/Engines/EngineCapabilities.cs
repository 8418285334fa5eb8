using NanoBanana.Contracts;
using NanoBanana.Contracts.Edits;
using NanoBanana.Core.Engines.Local.Grammar;
using NanoBanana.Imaging.Editing;

namespace NanoBanana.Core.Engines;

/// <summary>What an engine can do; its generator answers <c>GetService</c> with it.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Model">What makes the pictures, as the provider names it.</param>
/// <param name="Available">Whether it is set up: an engine without its key is shown, but refused.</param>
/// <param name="TextToImage">Whether it makes pictures from words alone.</param>
/// <param name="Mask">Whether a mask may be given; the engine itself may ignore it, the result does not.</param>
/// <param name="MaxInputs">Input images at most.</param>
/// <param name="MaxVariants">Results of one edit at most; each is one call.</param>
/// <param name="Examples">Prompts that it understands.</param>
internal sealed record EngineCapabilities(
    string Name, string Model, bool Available, bool TextToImage, bool Mask, int MaxInputs, int MaxVariants, IReadOnlyList<string> Examples)
{
    /// <summary>Calls cost money and wait for a network: one that may have been charged is not repeated unasked.</summary>
    public bool IsRemote { get; init; }

    /// <summary>
    /// The engine does exactly what the words say, its size included: the answer is not brought back to the source's size.
    /// </summary>
    public bool IsExact { get; init; }

    /// <summary>
    /// Tells from the words, the language of the one who asks and the sizes of the pictures that an edit would cost too much; null where
    /// nothing is known, or the edit may be tried.
    /// </summary>
    public Func<string, string?, IReadOnlyList<PixelSize>, Problem?>? Excess { get; init; }

    /// <summary>Tells prompts that speak of the edit before, or of nothing to edit, from those that ask for an edit.</summary>
    public Func<string, Talk?>? Talk { get; init; }

    /// <summary>A trained model makes the pictures: results say so, see <see cref="Imaging.Metadata.DigitalSource"/>.</summary>
    public bool IsGenerative { get; init; }

    /// <summary>Whether it makes transparent backgrounds; a wish for one is refused otherwise.</summary>
    public bool TransparentBackground { get; init; }

    /// <summary>What one result counts against the day's units of the one who asked.</summary>
    public int Units { get; init; } = 1;

    /// <summary>What a result of these words and choices counts, where they can make it dearer.</summary>
    public Func<string, EditTerms?, int>? UnitsByWish { get; init; }

    /// <summary>Width to height, as may be asked for; none where only words say it.</summary>
    public IReadOnlyList<string> AspectRatios { get; init; } = [];

    /// <summary>Sizes of results that may be asked for, by the provider's names.</summary>
    public IReadOnlyList<string> Sizes { get; init; } = [];

    /// <summary>Qualities that may be asked for, lowest first.</summary>
    public IReadOnlyList<string> Qualities { get; init; } = [];

    /// <summary>Whether it takes a number that chance begins with.</summary>
    public bool Seed { get; init; }

    public int UnitsFor(string prompt, EditTerms? asked = null) => UnitsByWish?.Invoke(prompt, asked) ?? Units;
}
