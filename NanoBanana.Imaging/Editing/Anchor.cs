namespace NanoBanana.Imaging.Editing;

/// <summary>A place in a picture.</summary>
internal enum Anchor
{
    Center,
    Left,
    Right,
    Top,
    Bottom,
    TopLeft,
    TopRight,
    BottomLeft,
    BottomRight,
}

internal static class Anchors
{
    /// <summary>Where something lies along the width: 0 at the left, 1 at the right.</summary>
    public static double X(this Anchor anchor) => anchor switch
    {
        Anchor.Left or Anchor.TopLeft or Anchor.BottomLeft => 0,
        Anchor.Right or Anchor.TopRight or Anchor.BottomRight => 1,
        _ => 0.5,
    };

    /// <summary>Where something lies along the height: 0 at the top, 1 at the bottom.</summary>
    public static double Y(this Anchor anchor) => anchor switch
    {
        Anchor.Top or Anchor.TopLeft or Anchor.TopRight => 0,
        Anchor.Bottom or Anchor.BottomLeft or Anchor.BottomRight => 1,
        _ => 0.5,
    };
}
