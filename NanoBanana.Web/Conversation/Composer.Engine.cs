using Microsoft.JSInterop;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Edits;
using NanoBanana.Web.Edits;
using NanoBanana.Web.Resources;

namespace NanoBanana.Web.Conversation;

/// <summary>The engine and what is chosen for it, as the browser remembers it.</summary>
public sealed partial class Composer
{
    private readonly EngineTerms _terms = new();
    private IJSObjectReference? _browserStore;
    private string? _engine;
    private int _variants = 1;
    private bool _showsTerms;
    private int _ended = -1;

    private EngineInfo? Engine => Engines.Find(_engine) is { Available: true } chosen ? chosen : Engines.Default;

    /// <summary>One browser may serve several people.</summary>
    private string KeptAt => $"engine:{Session.Participants.MyId}";

    private int Variants => Math.Min(_variants, Engine?.MaxVariants ?? 1);

    /// <summary>What the next edit costs, and what is left today.</summary>
    private string? Price => Engine is { } engine
        ? Text.FormatEditPrice(EngineTerms.UnitsOf(engine, _terms.Of(engine, Picture.HasMask), Variants), engine.UnitsLeft) : null;

    private Task ChooseAsync(string engine)
    {
        _engine = engine;
        return KeepAsync();
    }

    private Task ChooseAsync(int variants)
    {
        _variants = variants;
        return KeepAsync();
    }

    private Task ChooseAsync(EditTerms terms)
    {
        _terms.Choose(Engine!.Id, terms);
        return KeepAsync();
    }

    private Task KeepAsync() =>
        _browserStore?.InvokeVoidAsync("save", KeptAt, new EnginePreference(_engine, _variants, _terms.All)).AsTask() ?? Task.CompletedTask;

    /// <summary>Whenever an edit of one's own ended, other units are left.</summary>
    protected override async Task OnParametersSetAsync()
    {
        var ended = Session.Edits.Newest.Count(
            edit => edit is { RunId: null, FinishedAt: not null } && Session.Participants.IsMe(edit.AuthorId));
        var isNews = _ended >= 0 && ended != _ended;
        _ended = ended;
        if (isNews && RendererInfo.IsInteractive)
        {
            await Notices.TryAsync(Engines.RenewAsync);
        }
    }

    /// <summary>What was chosen in another session or at another time, unless something has been chosen already.</summary>
    private async Task RecallAsync()
    {
        _browserStore = await Script.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/browserStore.js"]}");
        if (await _browserStore.InvokeAsync<EnginePreference?>("load", KeptAt) is { } kept
            && (_engine, _variants, _terms.IsEmpty) == (null, 1, true))
        {
            _terms.Recall(kept.Terms);
            (_engine, _variants) = (kept.Engine, Math.Clamp(kept.Variants, 1, Limits.VariantsMax));
            StateHasChanged();
            // Kept anew, so that what is in use is not forgotten.
            await KeepAsync();
        }
    }
}
