using System.Text.Json;
using Microsoft.JSInterop;

namespace NanoBanana.Web.Layout;

/// <summary>
/// What one tab of the browser keeps (<c>sessionStorage</c>): it outlives a reload and the circuit. A browser that does not answer costs
/// the keeping and nothing else.
/// </summary>
internal sealed partial class TabStore(IJSRuntime script, ILogger<TabStore> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Null removes it.</summary>
    public async Task SaveAsync<T>(string key, T? value)
        where T : class
    {
        try
        {
            await (value is null
                ? script.InvokeVoidAsync("sessionStorage.removeItem", Patience, key)
                : script.InvokeVoidAsync(
                    "sessionStorage.setItem", Patience, key, JsonSerializer.Serialize(value, JsonSerializerOptions.Web)));
        }
        catch (Exception e) when (IsAway(e))
        {
            LogNotKept(e);
        }
    }

    /// <summary>Null where nothing is kept.</summary>
    public async Task<T?> LoadAsync<T>(string key)
        where T : class
    {
        try
        {
            var kept = await script.InvokeAsync<string?>("sessionStorage.getItem", Patience, key);
            return kept is null ? null : JsonSerializer.Deserialize<T>(kept, JsonSerializerOptions.Web);
        }
        catch (Exception e) when (IsAway(e) || e is JsonException)
        {
            LogNotKept(e);
            return null;
        }
    }

    private static bool IsAway(Exception e) =>
        e is JSException or JSDisconnectedException or OperationCanceledException or ObjectDisposedException;

    [LoggerMessage(LogLevel.Debug, "The browser kept nothing", EventName = "tab-store.not-kept")]
    private partial void LogNotKept(Exception exception);
}
