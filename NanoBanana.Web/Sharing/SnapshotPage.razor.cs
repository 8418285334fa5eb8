using System.Net;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Diagnostics;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Messages;
using NanoBanana.Contracts.Sharing;
using NanoBanana.Web.Accounts;
using NanoBanana.Web.Resources;

namespace NanoBanana.Web.Sharing;

/// <summary>Read as nobody: what it shows must not depend on who is signed in.</summary>
public sealed partial class SnapshotPage(AnonymousClient api)
{
    private SnapshotContent? _content;
    private string? _failure;

    [Parameter, EditorRequired]
    public required string Id { get; set; }

    /// <summary>Where a long copy goes on.</summary>
    [SupplyParameterFromQuery(Name = "cursor")]
    public string? Cursor { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    private string? Title => _content switch
    {
        null => null,
        { Title.Length: > 0 } named => named.Title,
        { Images.Count: 1 } => Text.PublicPicture,
        _ => Text.PublicPictures,
    };

    /// <summary>What a link to this page is shown with elsewhere: the newest version.</summary>
    private SnapshotImage? Cover => _content?.Images.Where(image => image.ThumbnailUrl is not null).MaxBy(image => image.CreatedAt);

    protected override async Task OnInitializedAsync()
    {
        if (!LinkCode.IsOne(Id))
        {
            Answer(StatusCodes.Status410Gone);
            return;
        }
        try
        {
            _content = await api.Client.GetSnapshotAsync(Id, Cursor, Limits.PageMax, Context.RequestAborted);
        }
        catch (ApiException e) when (e.Status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest)
        {
            // Not 404, for which the framework renders its own page; and search engines forget what is gone for good.
            Answer(StatusCodes.Status410Gone);
        }
        catch (Exception e) when (e is ApiException or HttpRequestException)
        {
            Answer(StatusCodes.Status503ServiceUnavailable);
            _failure = Notices.Say(e);
        }
    }

    /// <summary>With the words of this page, not those of the general one.</summary>
    private void Answer(int status)
    {
        Context.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
        Context.Response.StatusCode = status;
    }

    private static string By(SnapshotMessage message) => message.Role is MessageRole.Assistant ? Text.Assistant : Text.Author;

    private IReadOnlyList<SnapshotImage> Pictures(SnapshotMessage message) =>
        [.. message.ImageIds.Select(id => _content!.Images.FirstOrDefault(image => image.Id == id)).OfType<SnapshotImage>()];

    /// <summary>What no message shows.</summary>
    private IReadOnlyList<SnapshotImage> Others()
    {
        var told = _content!.Messages.SelectMany(message => message.ImageIds).ToHashSet();
        return [.. _content.Images.Where(image => !told.Contains(image.Id))];
    }
}
