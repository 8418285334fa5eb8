using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Images;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Browser;

/// <summary>What every tool's story begins and ends with: a picture that is open, and the one edit that came of it.</summary>
internal static class ToolStory
{
    public static async Task<Image> OpenAsync(BrowserUser user, byte[] picture, string fileName = "quarters.png")
    {
        var session = await user.Api.CreateSessionAsync("Quarters");
        var image = await user.UploadAsync(session.Id, picture, fileName);
        await new SessionScreen(user.Page).OpenAsync($"/s/{session.Id}");
        await new CanvasScreen(user.Page).ShouldShowAsync(fileName);
        return image;
    }

    /// <summary>Waits for the only edit of the session.</summary>
    public static async Task<(Edit Edit, TestPixels Result)> ResultAsync(BrowserUser user, Image image)
    {
        var edit = await Eventually.GetAsync(
            async () => (await user.Api.ListEditsAsync(image.SessionId)).Items.SingleOrDefault(
                asked => asked.Status is EditStatus.Succeeded),
            "the edit to be done");
        var made = await user.Api.GetImageAsync(edit.ResultIds[0]);
        var file = await user.ReadAsync(made);
        return (edit, TestPixels.Decode(file, made.ContentType is "image/jpeg" ? "jpegload_buffer" : "pngload_buffer"));
    }
}
