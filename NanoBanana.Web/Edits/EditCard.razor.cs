using System.Net;
using Microsoft.AspNetCore.Components;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Images;
using NanoBanana.Web.Layout;
using NanoBanana.Web.State;

namespace NanoBanana.Web.Edits;

/// <summary>An edit on its way, or what became of one that gave nothing.</summary>
public sealed partial class EditCard
{
    private ITimer? _alarm;
    private bool _busy;

    [Parameter, EditorRequired]
    public required Edit Edit { get; set; }

    /// <summary>Those of its session.</summary>
    [Parameter, EditorRequired]
    public required ImageSet Images { get; set; }

    /// <summary>Whether the reader may cancel it or ask for it again.</summary>
    [Parameter, EditorRequired]
    public required bool CanWrite { get; set; }

    [Parameter, EditorRequired]
    public required EventCallback<Image> OnOpen { get; set; }

    /// <summary>The prompt is to be written anew, where that can be done.</summary>
    [Parameter, EditorRequired]
    public required EventCallback<string> OnRephrase { get; set; }

    /// <summary>It was asked for again.</summary>
    [Parameter, EditorRequired]
    public required EventCallback<Edit> OnAgain { get; set; }

    /// <summary>What can be done instead; such a refusal is no failure.</summary>
    private IReadOnlyList<string> Choices => Edit is { Status: EditStatus.Failed, Problem.Choices: { } choices } ? choices : [];

    private bool Blocked => _busy || !RendererInfo.IsInteractive;

    /// <summary>From when on a retry makes sense, as long as that is not yet.</summary>
    private DateTimeOffset? Wait => EditErrorText.RetryFrom(Edit) is { } from && from > Clock.GetUtcNow() ? from : null;

    /// <summary>When the time has come, the button comes back.</summary>
    protected override void OnParametersSet()
    {
        if (Edit.Status is EditStatus.Failed && _alarm is null && Wait is { } from)
        {
            _alarm = Clock.CreateTimer(
                _ => InvokeAsync(StateHasChanged).Forget(DispatchExceptionAsync), null,
                from - Clock.GetUtcNow() + TimeSpan.FromSeconds(0.2), Timeout.InfiniteTimeSpan);
        }
    }

    private Task CancelAsync() => DoAsync(async () =>
    {
        try
        {
            await Api.CancelEditAsync(Edit.Id);
        }
        catch (ApiException e) when (e.Status is HttpStatusCode.Conflict)
        {
            // It was finished already; its event says how.
        }
    });

    private Task RetryAsync(string? engine) => DoAsync(async () =>
        await OnAgain.InvokeAsync(await Api.RetryEditAsync(Edit.Id, engine, Guid.NewGuid().ToString())));

    private async Task DoAsync(Func<Task> action)
    {
        _busy = true;
        await Notices.TryAsync(action);
        _busy = false;
    }

    public void Dispose() => _alarm?.Dispose();
}
