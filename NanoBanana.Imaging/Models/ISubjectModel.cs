using NanoBanana.Imaging.Compositing;

namespace NanoBanana.Imaging.Models;

/// <summary>Tells the subject of a picture from the rest.</summary>
internal interface ISubjectModel
{
    /// <summary>Whether its file is there and it may be used.</summary>
    bool IsAvailable { get; }

    /// <summary>How much each pixel belongs to the subject: 255 wholly, 0 not at all.</summary>
    /// <exception cref="Editing.EditRefusedException">It cannot be used here; the message says what to do.</exception>
    byte[] Find(Raster pixels, CancellationToken cancellationToken);
}
