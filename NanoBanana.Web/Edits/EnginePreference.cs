using NanoBanana.Contracts.Edits;

namespace NanoBanana.Web.Edits;

/// <summary>What was chosen last, as it is kept in the browser.</summary>
/// <param name="Engine">The id of an engine; null for the default one.</param>
/// <param name="Variants">How many results.</param>
/// <param name="Terms">What was chosen beside the words, by the engine's id.</param>
internal sealed record EnginePreference(string? Engine, int Variants, IReadOnlyDictionary<string, EditTerms>? Terms = null);
