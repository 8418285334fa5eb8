using NanoBanana.Contracts.Images;

namespace NanoBanana.Web.Upload;

/// <summary>A file on its way, or an image that goes along with the next message.</summary>
public sealed class UploadItem(string id, string name, long size, string? preview)
{
    public static UploadItem For(Image image) =>
        new(image.Id, image.FileName, image.Bytes, null) { State = UploadState.Done, ImageId = image.Id };

    public string Id { get; } = id;

    public string Name { get; private set; } = name;

    public long Size { get; private set; } = size;

    /// <summary>The file as the browser holds it, a <c>blob:</c> address; null for what browsers do not show.</summary>
    public string? Preview { get; private set; } = preview;

    /// <summary>The format that it had before it was converted in the browser: <c>HEIC</c>.</summary>
    public string? ConvertedFrom { get; private set; }

    /// <summary>
    /// What the user had done to the canvas when they picked it, if it is to be opened there; null if it only goes along.
    /// </summary>
    public int? OpensAfter { get; init; }

    /// <summary>Whether the session was made for it.</summary>
    public bool Starts { get; init; }

    public UploadState State { get; set; }

    /// <summary>Share that has been sent, 0–1.</summary>
    public double Progress { get; set; }

    public string? Failure { get; set; }

    /// <summary>Whether another attempt could end otherwise.</summary>
    public bool CanRetry { get; set; }

    public ImageId? ImageId { get; set; }

    /// <summary>It was converted from HEIC to JPEG.</summary>
    public void Become(string name, long size, string preview) => (ConvertedFrom, Name, Size, Preview) = ("HEIC", name, size, preview);
}

/// <summary>How far a file is.</summary>
public enum UploadState
{
    /// <summary>Others go first.</summary>
    Waiting,
    Sending,
    Done,
    Failed,
}
