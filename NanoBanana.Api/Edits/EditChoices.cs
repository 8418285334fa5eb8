using NanoBanana.Contracts.Edits;
using NanoBanana.Core;
using NanoBanana.Core.Engines;

namespace NanoBanana.Api.Edits;

/// <summary>What may be chosen for an edit beside its words: shape, size, quality and seed, as far as its engine offers them.</summary>
internal static class EditChoices
{
    /// <returns>What cannot be had and what can; null when all can.</returns>
    public static FieldProblem? Judge(CreateEditRequest request, EngineCapabilities engine) =>
        OneOf("aspectRatio", request.AspectRatio, engine.AspectRatios, engine)
        ?? OneOf("size", request.Size, engine.Sizes, engine)
        ?? OneOf("quality", request.Quality, engine.Qualities, engine)
        ?? Seed(request, engine)
        ?? Masked(request);

    /// <param name="background">As the request or its words name it.</param>
    /// <returns>Null when nothing is asked for.</returns>
    public static EditTerms? Of(CreateEditRequest request, Background? background)
    {
        var asked = new EditTerms(background, request.AspectRatio, request.Size, request.Quality, request.Seed);
        return asked == new EditTerms() ? null : asked;
    }

    /// <summary>The same again; what another engine does not offer is left to it.</summary>
    public static CreateEditRequest Again(Edit edit, int variants, string engine, EngineCapabilities? capabilities)
    {
        var again = new CreateEditRequest(edit.Prompt, edit.ImageIds, edit.MaskImageId, variants, engine, edit.Asked?.Background);
        return edit.Asked is not { } asked || capabilities is null ? again : again with
        {
            AspectRatio = Offered(asked.AspectRatio, capabilities.AspectRatios),
            Size = Offered(asked.Size, capabilities.Sizes),
            Quality = Offered(asked.Quality, capabilities.Qualities),
            Seed = capabilities.Seed ? asked.Seed : null,
        };
    }

    /// <summary>What one result costs by its size or quality.</summary>
    public static Dictionary<string, int> Prices(EngineCapabilities engine) => new(
        engine.Sizes.Select(size => KeyValuePair.Create(size, engine.UnitsFor("", new(Size: size))))
            .Concat(engine.Qualities.Select(quality => KeyValuePair.Create(quality, engine.UnitsFor("", new(Quality: quality))))));

    private static FieldProblem? OneOf(string field, string? chosen, IReadOnlyList<string> offered, EngineCapabilities engine) =>
        chosen is null || offered.Contains(chosen) ? null
        : offered.Count > 0 ? new(field, $"{engine.Name} offers {string.Join(", ", offered)}; or leave it out.")
        : engine.IsExact ? new(field, $"{engine.Name} goes by the words of the prompt; leave this out and say it there.")
        : new(field, $"{engine.Name} offers no choice here; leave it out, or choose another engine.");

    private static FieldProblem? Seed(CreateEditRequest request, EngineCapabilities engine) =>
        request.Seed is null || engine.Seed ? null : new("seed", $"{engine.Name} takes no seed; leave it out.");

    private static FieldProblem? Masked(CreateEditRequest request) =>
        request.MaskImageId is null || (request.AspectRatio ?? request.Size) is null ? null
        : new(request.AspectRatio is null ? "size" : "aspectRatio",
            "With a mask the picture keeps its shape and size: leave this out, or leave out the mask.");

    private static string? Offered(string? chosen, IReadOnlyList<string> offered) =>
        chosen is not null && offered.Contains(chosen) ? chosen : null;
}
