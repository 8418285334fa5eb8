using System.ComponentModel.DataAnnotations;

namespace NanoBanana.Contracts.Images;

/// <summary>Has the server fetch a picture; where the operator allows it.</summary>
/// <param name="Url">A public https address without a port and a user name, at most 2,000 characters.</param>
public sealed record FetchImageRequest([Required, StringLength(Limits.AddressMaxLength)] string? Url);
