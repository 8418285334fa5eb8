using System.Text.Json;
using Bunit;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Messages;
using NanoBanana.Web.State;
using NanoBanana.Web.Upload;

namespace NanoBanana.Tests.Components;

/// <summary>What is said of files on their way, and what can be done about those that fail.</summary>
[Trait("Kind", "Unit")]
public sealed class UploadTrayTests : ComponentTests
{
    private readonly SessionState _session;

    public UploadTrayTests() => _session = Open();

    [Theory]
    [InlineData(415, "unsupported-kind", "This kind of picture is not supported.", false)]
    [InlineData(415, "heic", "Export it as JPEG.", false)]
    [InlineData(415, null, "Not an image that is supported here.", false)]
    [InlineData(422, "too-many-pixels", "More than 50 megapixels.", false)]
    [InlineData(422, null, "The image is damaged.", false)]
    [InlineData(400, "empty-file", "The file is empty.", false)]
    [InlineData(413, null, "Larger than 20 MB.", false)]
    [InlineData(413, "storage-full", "The storage is full.", true)]
    [InlineData(507, null, "The storage is full.", true)]
    [InlineData(429, null, "Too many requests.", true)]
    [InlineData(503, null, "cannot be reached", true)]
    [InlineData(0, null, "The connection broke.", true)]
    public async Task A_file_that_fails_says_why_and_whether_another_try_helps(int status, string? code, string why, bool canRetry)
    {
        var tray = await PickAsync("letter.png");
        await FinishAsync(tray, status, code is null ? "<html>" : $$"""{"code":"{{code}}"}""");

        Assert.Contains(why, tray.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(canRetry, tray.FindAll("button[aria-label='Retry letter.png']").Count == 1);
        await tray.Find("button[aria-label='Remove letter.png from the message']").ClickAsync();
        Assert.Empty(tray.FindAll("[role=alert]"));
        Assert.False(tray.Instance.IsBusy);
    }

    [Fact]
    public async Task A_file_on_its_way_shows_how_far_it_is()
    {
        var tray = await PickAsync("harbour.jpg");
        await tray.InvokeAsync(() => tray.Instance.Progressed("1", 0.25));
        Assert.Equal("0.25", tray.Find("progress").GetAttribute("value"));
        Assert.NotNull(tray.Find("button[aria-label='Cancel harbour.jpg']"));
        Assert.True(tray.Instance.IsBusy);
    }

    [Fact]
    public async Task A_file_that_is_tried_again_is_on_its_way_again()
    {
        var tray = await PickAsync("harbour.jpg");
        await FinishAsync(tray, 503, "");
        await tray.Find("button[aria-label='Retry harbour.jpg']").ClickAsync();
        Assert.Empty(tray.FindAll("[role=alert]"));
        Assert.Single(tray.FindAll("progress"));
    }

    [Fact]
    public async Task A_file_that_has_come_is_an_image_that_goes_along()
    {
        var tray = await PickAsync("quarters.png");
        await FinishAsync(tray, 201, JsonSerializer.Serialize(Samples.Image("7"), ContractJson.Default.Image));
        Assert.Equal([new("7")], tray.Instance.Attached);
        Assert.NotNull(_session.Images.Find(new("7")));
    }

    private async Task<IRenderedComponent<UploadTray>> PickAsync(string name)
    {
        // With a message the session is for more than the file, and stays.
        _session.Messages.Show(new(
            [new Message("m", Samples.SessionId, Samples.Me, MessageRole.User, "Hello", [], null, Samples.Now, null)], null));
        var tray = Render<UploadTray>(it => it
            .Add(tray => tray.Session, _session).Add(tray => tray.Picture, _session.Picture).Add(tray => tray.OnChange, () => { }));
        await tray.InvokeAsync(() => tray.Instance.Picked([new PickedFile("1", name, 1000, null, Attach: true, Starts: false)]));
        return tray;
    }

    private static Task FinishAsync(IRenderedComponent<UploadTray> tray, int status, string body) =>
        tray.InvokeAsync(() => tray.Instance.Finished("1", status, body, isWriting: false));
}
