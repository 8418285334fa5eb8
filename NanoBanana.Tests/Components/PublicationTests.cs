using NanoBanana.Contracts.Images;
using NanoBanana.Web.Sharing;

namespace NanoBanana.Tests.Components;

/// <summary>A public copy shows the picture in view and nothing else, unless more is chosen.</summary>
[Trait("Kind", "Unit")]
public sealed class PublicationTests
{
    [Fact]
    public void The_picture_in_view_is_published_without_words()
    {
        var request = new Publication(Picture("after"), Picture("before"), hasPictures: true).Request!;
        Assert.Equal([new("after")], request.ImageIds);
        Assert.False(request.Messages);
    }

    [Fact]
    public void Before_and_after_are_published_in_this_order()
    {
        var choice = new Publication(Picture("after"), Picture("before"), hasPictures: true)
        {
            Part = PublishedPart.Both,
            WithMessages = true,
        };
        Assert.Equal([new("before"), new("after")], choice.Request!.ImageIds);
        Assert.True(choice.Request.Messages);
    }

    [Fact]
    public void Before_needs_a_picture_that_is_ready()
    {
        var choice = new Publication(Picture("after"), Picture("before", ImageStatus.Rejected), hasPictures: true);
        Assert.Null(choice.Before);
        choice.Part = PublishedPart.Both;
        Assert.Null(choice.Request);
    }

    [Fact]
    public void Of_the_session_only_ticked_pictures_are_published()
    {
        var choice = new Publication(null, null, hasPictures: true);
        Assert.Null(choice.Request);
        choice.WithMessages = true;
        Assert.Null(choice.Request);
        choice.Tick(new("one"), true);
        choice.Tick(new("two"), true);
        choice.Tick(new("one"), false);
        Assert.Equal([new("two")], choice.Request!.ImageIds);
    }

    [Fact]
    public void A_session_without_pictures_publishes_its_messages_when_asked_to()
    {
        var choice = new Publication(null, null, hasPictures: false);
        Assert.Null(choice.Request);
        choice.WithMessages = true;
        Assert.Equal((null, true), (choice.Request!.ImageIds, choice.Request.Messages));
    }

    private static Image Picture(string id, ImageStatus status = ImageStatus.Ready) => new(
        new(id), new("s"), status, $"{id}.jpg", "image/jpeg", 4, 3, 5, "", "", null, null, null, null, DateTimeOffset.UnixEpoch, null);
}
