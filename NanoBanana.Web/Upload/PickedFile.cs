namespace NanoBanana.Web.Upload;

/// <summary>A file that the user dropped, pasted or picked, as the script tells of it.</summary>
public sealed record PickedFile(string Id, string Name, long Size, string Preview);
