using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Edits;

namespace NanoBanana.Web.Edits;

/// <summary>The engines and what they can do, read once a page.</summary>
internal sealed class EngineList(NanoBananaClient api)
{
    private Task? _reading;

    public IReadOnlyList<EngineInfo> Items { get; private set; } = [];

    public bool IsRead => _reading is { IsCompletedSuccessfully: true };

    /// <summary>The one that is used unless another is chosen.</summary>
    public EngineInfo? Default => Items.FirstOrDefault(engine => engine.Available);

    public Task ReadAsync() => _reading is { IsFaulted: false } reading ? reading : _reading = LoadAsync();

    public EngineInfo? Find(string? id) => Items.FirstOrDefault(engine => engine.Id == id);

    public string NameOf(string id) => Find(id)?.Name ?? id;

    /// <summary>Another one that could try the same.</summary>
    public EngineInfo? Instead(Edit edit) => Items.FirstOrDefault(engine =>
        engine.Available && engine.Id != edit.Engine && engine.MaxVariants >= edit.Variants && CanDo(engine, edit));

    /// <summary>Whether it takes the same pictures, mask or words.</summary>
    public static bool CanDo(EngineInfo engine, Edit edit) =>
        engine.MaxInputs >= edit.ImageIds.Count
        && (engine.Mask || edit.MaskImageId is null)
        && (engine.TextToImage || edit.ImageIds.Count > 0)
        && (engine.TransparentBackground || edit.Asked?.Background is not Background.Transparent);

    /// <summary>Reads again what is left of the day's units.</summary>
    public Task RenewAsync() => LoadAsync();

    private async Task LoadAsync() => Items = await api.ListEnginesAsync();
}
