using Microsoft.Extensions.Options;
using NanoBanana.Api.Images;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Messages;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Images;
using NanoBanana.Core.Storage;
using NanoBanana.Core.UseCases;
using NanoBanana.Imaging;

namespace NanoBanana.Api.Imports;

/// <summary>
/// Plans a session from the zip of an export. Everything is the importer's: other authors, members and units are not taken over.
/// </summary>
internal sealed class SessionImport(
    IObjectStore store, UploadValidator validator, DeterministicIdGenerator ids, IOptions<ImagingOptions> imaging, TimeProvider time)
{
    private const int RowBytes = 600;

    public long PictureMaxBytes => imaging.Value.MaxBytes;

    /// <exception cref="ImportRefusedException">Something in it cannot be taken in.</exception>
    public async Task<SessionPlan> PlanAsync(UserId userId, ExportZip zip, CancellationToken cancellationToken)
    {
        var session = await zip.ReadSessionAsync(cancellationToken);
        ImportRules.Check(session, zip);
        var id = new SessionId(ids.Next());
        var images = session.Images!.OfType<ImportedImage>().Where(image => image.Url is { Length: > 0 }).ToList();
        var named = images.ToDictionary(image => image.Id!, _ => new ImageId(ids.NextIn(id)));
        var messages = (session.Messages ?? []).OfType<ImportedMessage>()
            .Where(message => message.Text!.Length > 0 || Known(message.ImageIds).Any()).ToList();
        var said = messages.ToDictionary(message => message.Id!, _ => ids.NextIn(id));
        var edits = (session.Edits ?? []).OfType<ImportedEdit>()
            .Where(edit => edit.Status == EditStatus.Succeeded && Known(edit.ResultIds).Any() && Said(edit.MessageId) is not null).ToList();
        var made = edits.ToDictionary(edit => edit.Id!, edit => (Id: new EditId(ids.NextIn(id)), edit.Engine));
        return new SessionPlan
        {
            Id = id,
            Title = session.Session?.Title?.Trim() ?? "",
            Images = [.. images.Select(image => new PlannedImage(Row(image), token => OpenAsync(userId, zip, image, token)))],
            Messages = [.. messages.Select(Message)],
            Edits = [.. edits.Select(Edit)],
            Pins = [.. (session.Pins ?? []).OfType<ImportedPin>().Where(pin => named.ContainsKey(pin.ImageId!)).Select(Pin)],
            Bytes = zip.PictureBytes,
            TextBytes = zip.LengthOf("session.json") + ((long)RowBytes * images.Count),
        };

        IEnumerable<ImageId> Known(IEnumerable<string?>? some) =>
            (some ?? []).OfType<string>().Where(named.ContainsKey).Select(image => named[image]);
        string? Said(string? message) => message is null ? null : said.GetValueOrDefault(message);
        ImageId? Named(string? image) => image is not null && named.TryGetValue(image, out var known) ? known : null;
        (EditId Id, string? Engine)? Made(string? edit) => edit is not null && made.TryGetValue(edit, out var known) ? known : null;
        DateTimeOffset At(DateTimeOffset? then) => then < time.GetUtcNow() ? then.Value : time.GetUtcNow();

        ImageRow Row(ImportedImage image) => new(
            named[image.Id!], id, userId, ImageStatus.Processing, UploadNames.Clean(image.FileName!), "", 0, 0, 0, "",
            Named(image.ParentId),
            Made(image.EditId)?.Id, Made(image.EditId)?.Engine, null, time.GetUtcNow(), null)
        {
            Starred = image.Starred is true,
            Tags = image.Tags is { Count: > 0 } tags ? ImageTags.Parse(tags) : null,
        };
        Message Message(ImportedMessage message) => new(
            said[message.Id!], id, message.Role == MessageRole.User ? userId : null, message.Role!.Value, message.Text!,
            [.. Known(message.ImageIds)], Made(message.EditId)?.Id, At(message.CreatedAt),
            message.EditedAt is null ? null : At(message.EditedAt));
        Edit Edit(ImportedEdit edit) => new(
            made[edit.Id!].Id, id, EditStatus.Succeeded, edit.Prompt!, [.. Known(edit.ImageIds)], Named(edit.MaskImageId),
            Known(edit.ResultIds).Count(), edit.Engine!, 1, [.. Known(edit.ResultIds)], null, Said(edit.MessageId)!, Said(edit.ReplyId),
            At(edit.CreatedAt),
            At(edit.CreatedAt), At(edit.CreatedAt), userId, edit.Model, new(0, 0));
        Pin Pin(ImportedPin pin) => new(
            ids.NextIn(id), id, named[pin.ImageId!], userId, pin.X!.Value, pin.Y!.Value, pin.Area, pin.Text!,
            [.. (pin.Replies ?? []).Select(reply => new PinReply(ids.NextIn(id), userId, reply!.Text!, At(reply.CreatedAt)))],
            pin.Resolved is true, At(pin.CreatedAt), pin.Resolved is true ? userId : null);
    }

    /// <summary>Unpacks a picture and judges it as an upload.</summary>
    private async Task<PlannedFile> OpenAsync(UserId userId, ExportZip zip, ImportedImage image, CancellationToken cancellationToken)
    {
        var file = await TemporaryUpload.CreateAsync(store, UploadNames.Clean(image.FileName!));
        try
        {
            await zip.UnpackAsync(image.Url!, file, cancellationToken);
            if (image.Sha256 is { } hash && hash != file.Sha256)
            {
                throw new ImportRefusedException($"{image.Url} is not the picture that session.json names.");
            }

            var (header, problem, _) = await validator.InspectAsync(userId, file, cancellationToken);
            return header is null
                ? throw new ImportRefusedException($"{image.Url}: {problem!.Title}. {problem.Detail}")
                : new(file, header.ContentType, header.Width, header.Height);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
