namespace NanoBanana.Contracts.Client;

/// <summary>A file to upload.</summary>
/// <param name="Content">Read once, from where it stands to its end; stays open.</param>
/// <param name="FileName">What the image is called.</param>
/// <param name="ContentType">What the sender believes it is; the API judges by the content.</param>
public sealed record ImageFile(Stream Content, string FileName, string ContentType = "application/octet-stream");
