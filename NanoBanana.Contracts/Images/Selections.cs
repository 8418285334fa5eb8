using System.ComponentModel.DataAnnotations;

namespace NanoBanana.Contracts.Images;

/// <summary>What of a picture is to be selected: at least one of the three, in pixels of the upright picture.</summary>
/// <param name="Points">Places on the thing, and places that do not belong to it; at most 64.</param>
/// <param name="Box">Holds the thing.</param>
/// <param name="Subject">What stands out in the picture.</param>
public sealed record SelectionRequest(
    [property: MaxLength(Limits.SelectionMaxPoints)] IReadOnlyList<SelectionPoint>? Points = null, SelectionBox? Box = null,
        bool Subject = false);

/// <summary>A place in a picture.</summary>
/// <param name="X">From the left.</param>
/// <param name="Y">From the top.</param>
/// <param name="Keep">False where it does not belong to the thing.</param>
public sealed record SelectionPoint(int X, int Y, bool Keep = true);

/// <summary>A part of a picture.</summary>
/// <param name="X">From the left.</param>
/// <param name="Y">From the top.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
public sealed record SelectionBox(int X, int Y, int Width, int Height);

/// <summary>A mask that was made, to be given to an edit as <c>maskImageId</c>.</summary>
/// <param name="MaskImageId">An image of the session: a PNG as large as the picture, white where it is selected.</param>
/// <param name="Confidence">0–1: how clearly the selection differs from what is around it.</param>
/// <param name="Coverage">0–1: its share of the picture.</param>
public sealed record Selection(ImageId MaskImageId, double Confidence, double Coverage);
