using NanoBanana.Contracts.Edits;

namespace NanoBanana.Web.Edits;

/// <summary>What was chosen beside the words, for each engine.</summary>
internal sealed class EngineTerms
{
    private readonly Dictionary<string, EditTerms> _byEngine = [];

    public bool IsEmpty => _byEngine.Count == 0;

    public IReadOnlyDictionary<string, EditTerms> All => _byEngine;

    /// <summary>Whether the engine offers any choice.</summary>
    public static bool Any(EngineInfo? engine) => engine is not null
        && (engine.AspectRatios.Count > 0 || engine.Sizes.Count > 0 || engine.Qualities.Count > 0 || engine.Seed
            || engine.TransparentBackground);

    /// <summary>What was chosen for an engine, as far as it offers it.</summary>
    /// <param name="isMasked">With a mask the picture keeps its shape and size.</param>
    public EditTerms Of(EngineInfo? engine, bool isMasked = false) =>
        engine is null || !_byEngine.TryGetValue(engine.Id, out var chosen) ? new() : new(
            engine.TransparentBackground ? chosen.Background : null,
            isMasked ? null : Offered(chosen.AspectRatio, engine.AspectRatios), isMasked ? null : Offered(chosen.Size, engine.Sizes),
            Offered(chosen.Quality, engine.Qualities), engine.Seed ? chosen.Seed : null);

    public void Choose(string engine, EditTerms terms) => _byEngine[engine] = terms;

    public void Recall(IReadOnlyDictionary<string, EditTerms>? kept)
    {
        foreach (var (engine, terms) in kept ?? new Dictionary<string, EditTerms>())
        {
            _byEngine.TryAdd(engine, terms);
        }
    }

    /// <summary>What results cost by what is chosen; words may make them dearer.</summary>
    public static int UnitsOf(EngineInfo engine, EditTerms terms, int variants) =>
        variants * ((terms.Size ?? terms.Quality) is { } choice && engine.UnitsByChoice.TryGetValue(choice, out var units)
            ? units
            : engine.Units);

    private static string? Offered(string? chosen, IReadOnlyList<string> offered) =>
        chosen is not null && offered.Contains(chosen) ? chosen : null;
}
