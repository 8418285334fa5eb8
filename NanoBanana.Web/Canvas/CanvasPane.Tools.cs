using Microsoft.JSInterop;
using NanoBanana.Contracts.Edits;
using NanoBanana.Web.Layout;
using NanoBanana.Web.Resources;
using NanoBanana.Web.State;

namespace NanoBanana.Web.Canvas;

/// <summary>What the tools on the picture call: each makes one edit, written as words into the conversation. False leaves the tool
/// open.</summary>
public sealed partial class CanvasPane
{
    [JSInvokable]
    public void NotLoaded() => Notices.Show(Text.ToolNotLoaded);

    [JSInvokable]
    public Task<bool> CropAsync(ImageId imageId, CropPlan plan) => SendAsync(imageId, plan.Words());

    [JSInvokable]
    public Task<bool> AdjustAsync(ImageId imageId, AdjustPlan plan) => SendAsync(imageId, plan.Words());

    [JSInvokable]
    public Task<bool> LookAsync(ImageId imageId, LookPlan plan) => SendAsync(imageId, plan.Words());

    [JSInvokable]
    public Task<bool> ExpandAsync(ImageId imageId, ExpandPlan plan) => SendAsync(imageId, plan.Words());

    [JSInvokable]
    public Task<bool> TextAsync(ImageId imageId, TextPlan plan) => SendAsync(imageId, plan.Words());

    /// <summary>By the engine that does exactly what the words say, whichever is chosen for others.</summary>
    private async Task<bool> SendAsync(ImageId imageId, string words)
    {
        if (imageId != Picture.Id || words.Length == 0)
        {
            return false;
        }
        var request = new CreateEditRequest(words, [imageId], Engine: CropPlan.Engine);
        await Outbox.TakeAsync(Session, new(words, [imageId], time.GetUtcNow(), request), DispatchExceptionAsync);
        return true;
    }
}
