namespace NanoBanana.Web.Canvas;

/// <summary>What stands below the picture.</summary>
public enum CanvasPanel
{
    /// <summary>The pictures of the session.</summary>
    Film,
    History,
    Pins,
}
