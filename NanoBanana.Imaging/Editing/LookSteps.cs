namespace NanoBanana.Imaging.Editing;

/// <summary>A manner in which the whole picture is shown.</summary>
internal enum LookKind
{
    OilPainting,
    Watercolour,
    PencilSketch,
    ColouredPencil,
    Cartoon,

    /// <summary>Few flat, strong colours.</summary>
    Poster,

    /// <summary>Faded, warm, grainy.</summary>
    Vintage,

    /// <summary>The curve and the grain of a negative film.</summary>
    Film,

    /// <summary>Shadows towards teal, lights towards orange.</summary>
    Cinematic,

    /// <summary>Black and white, hard light.</summary>
    Noir,
    Dramatic,

    /// <summary>Strong colours, dark corners.</summary>
    Lomo,

    /// <summary>Light spread evenly, detail brought out.</summary>
    Hdr,

    /// <summary>Dark in the first colour, light in the second.</summary>
    Duotone,

    /// <summary>Dots of printing inks; of the first colour on the second where they are given.</summary>
    Halftone,

    /// <summary>Light areas shine over their surroundings.</summary>
    Glow,
    SoftFocus,
    Emboss,

    /// <summary>Outlines, light on dark.</summary>
    Edges,

    /// <summary>Fewer steps of light in each channel.</summary>
    Posterize,

    /// <summary>Black and white without grey.</summary>
    Threshold,

    /// <summary>Light areas turn to their negative.</summary>
    Solarize,
    Grain,
}

/// <summary>A look with a strength.</summary>
/// <param name="Percent">0–100.</param>
/// <param name="First">Of the looks that take colours.</param>
/// <param name="Second">Of the looks that take two.</param>
internal sealed record Look(LookKind Kind, double Percent, Rgba? First = null, Rgba? Second = null) : EditStep;
