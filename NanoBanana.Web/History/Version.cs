using NanoBanana.Contracts.Images;

namespace NanoBanana.Web.History;

/// <summary>One version of a picture and its place.</summary>
public sealed record Version(Image Image, int Column, int Row)
{
    /// <summary>Nothing but its place is left.</summary>
    public bool IsDeleted => Image.Problem?.Code == ImageProblemCodes.Deleted;
}
