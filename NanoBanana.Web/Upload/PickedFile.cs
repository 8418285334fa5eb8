namespace NanoBanana.Web.Upload;

/// <summary>A file that the user dropped, pasted or picked, as the script tells of it.</summary>
/// <param name="Id">Names it between the script and here.</param>
/// <param name="Name">Of the file.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Preview">A <c>blob:</c> address; null for what browsers do not show.</param>
/// <param name="Attach">It goes along with the picture that is open instead of taking its place.</param>
/// <param name="Starts">The session was made for it.</param>
public sealed record PickedFile(string Id, string Name, long Size, string? Preview, bool Attach, bool Starts);
