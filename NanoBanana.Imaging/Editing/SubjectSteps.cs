namespace NanoBanana.Imaging.Editing;

/// <summary>What comes behind the subject.</summary>
internal abstract record Backdrop
{
    /// <summary>Nothing: the subject is cut out.</summary>
    internal sealed record Transparent : Backdrop;

    internal sealed record Plain(Rgba Colour) : Backdrop;

    /// <summary>The background itself, out of focus.</summary>
    /// <param name="Percent">0–100.</param>
    internal sealed record Blurred(double Percent) : Backdrop;

    /// <summary>The second picture, filling the first.</summary>
    internal sealed record SecondPicture : Backdrop;

    /// <summary>The background itself without colour.</summary>
    internal sealed record Grey : Backdrop;
}

/// <summary>Finds the subject and changes what is behind it.</summary>
internal sealed record SetBackground(Backdrop Backdrop) : EditStep
{
    public override bool NeedsSecond => Backdrop is Backdrop.SecondPicture;
}

/// <summary>Cuts the subject out and puts it in the middle of a canvas.</summary>
internal sealed record PlaceSubject(int Width, int Height, Rgba Canvas) : EditStep
{
    public override bool KeepsSize => false;
}

/// <summary>Crops to the subject with some room around it.</summary>
internal sealed record CropToSubject : EditStep
{
    public override bool KeepsSize => false;
}

/// <summary>Crops to all faces with some room around them.</summary>
internal sealed record CropToFaces : EditStep
{
    public override bool KeepsSize => false;
}
