using NanoBanana.Api.Images.FromAddress;
using NanoBanana.Contracts.Images;
using NanoBanana.Core.Images;

namespace NanoBanana.Api.Images;

/// <summary>Maps image rows to contracts, with URLs signed for the reader.</summary>
internal sealed class ImageMapper(SignedUrls urls)
{
    public Image For(ImageRow row, UserId readerId) =>
        For(row, row.DeletedAt is null ? SignedUrlAudience.User(readerId) : SignedUrlAudience.Bin(readerId));

    public Image For(ImageRow row, SignedUrlAudience reader) => new(
        row.Id, row.SessionId, row.Status, row.FileName, row.ContentType, row.Width, row.Height, row.Bytes, row.Sha256,
        Tombstone.Is(row) || row.DeletedAt is not null ? "" : urls.Create(row.Id, ImageVariant.Original, reader),
        row.Status == ImageStatus.Ready ? urls.Create(row.Id, ImageVariant.Thumbnail, reader) : null,
        row.ParentId, row.EditId, row.Drift, row.CreatedAt, row.Problem)
    {
        Starred = row.Starred,
        Tags = row.Tags ?? [],
        DeletedAt = row.DeletedAt,
        DisplayUrl = row.Status == ImageStatus.Ready && row.DeletedAt is null && !ImageTypes.IsShown(row.ContentType)
            ? urls.Create(row.Id, ImageVariant.Display, reader)
            : null,
    };
}

internal static class ImageViewServices
{
    public static void AddImageViews(this IServiceCollection services) =>
        services.AddFromAddress()
            .AddSingleton<SignedUrls>().AddSingleton<ImageMapper>().AddSingleton<ContentFinder>().AddSingleton<Previews>()
            .AddSingleton<UploadRoom>().AddSingleton<UploadAdmission>()
            .AddScoped<UploadReader>().AddScoped<UploadValidator>().AddScoped<ResumablePart>().AddScoped<Selections>();
}
