using Microsoft.JSInterop;
using NanoBanana.Contracts.Edits;
using NanoBanana.Web.Layout;
using NanoBanana.Web.State;

namespace NanoBanana.Web.Canvas;

/// <summary>What the tools on the picture call: each makes one edit, written as words into the conversation. False leaves the tool
/// open.</summary>
public sealed partial class CanvasPane
{
    [JSInvokable]
    public void NotLoaded() => Notices.Show(L["ToolNotLoaded"]);

    [JSInvokable]
    public bool Crop(string imageId, CropPlan plan) => Send(imageId, plan.Words(L));

    [JSInvokable]
    public bool Adjust(string imageId, AdjustPlan plan) => Send(imageId, plan.Words(L));

    [JSInvokable]
    public bool Look(string imageId, LookPlan plan) => Send(imageId, plan.Words(L));

    [JSInvokable]
    public bool Expand(string imageId, ExpandPlan plan) => Send(imageId, plan.Words(L));

    [JSInvokable]
    public bool Text(string imageId, TextPlan plan) => Send(imageId, plan.Words(L));

    /// <summary>By the engine that does exactly what the words say, whichever is chosen for others.</summary>
    private bool Send(string imageId, string words)
    {
        if (imageId != Picture.Id || words.Length == 0)
        {
            return false;
        }
        var request = new CreateEditRequest(words, [imageId], Engine: CropPlan.Engine);
        Outbox.SendAsync(Session, new(words, [imageId], time.GetUtcNow(), request)).Forget(DispatchExceptionAsync);
        return true;
    }
}
