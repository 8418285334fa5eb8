using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NanoBanana.Contracts.Images;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Images;

namespace NanoBanana.Core.Sharing;

/// <summary>A public copy of a session; its messages and images are kept beside it.</summary>
/// <param name="Own">The first half of its full id, which names it in the session.</param>
/// <param name="WithMessages">Whether it shows the messages.</param>
/// <param name="IsMaking">It is not complete yet, or about to go, and shown to nobody.</param>
internal sealed record SnapshotRow(
    string Own, string Code, string Title, DateTimeOffset CreatedAt, bool WithMessages, bool IsMaking = false)
{
    private const string Unnamed = "picture";

    /// <summary>Hexadecimal digits of the time that an id begins with.</summary>
    private const int TimeLength = Id.Length / 2;

    /// <summary>The snapshot's own id of an image. It sorts like the image's, and leads neither to it nor to another snapshot.</summary>
    public ImageId IdOf(ImageId imageId)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Code + imageId.Value)));
        return new(imageId.Value[..TimeLength] + hash[..(Id.Length - TimeLength)]);
    }

    /// <summary>An image with the snapshot's own ids. A result is named after what was asked, which only messages say.</summary>
    public ImageRow Show(ImageRow image) => image with
    {
        Id = IdOf(image.Id),
        ParentId = image.ParentId is { } parent ? IdOf(parent) : null,
        FileName = WithMessages || image.EditId is null ? image.FileName : Unnamed + FileNames.ExtensionOf(image.ContentType),
    };

    public string Write() => JsonSerializer.Serialize(this, RowJson.Rows.SnapshotRow);

    public static SnapshotRow Read(string json) => JsonSerializer.Deserialize(json, RowJson.Rows.SnapshotRow)!;
}
