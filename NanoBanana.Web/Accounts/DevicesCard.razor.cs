using System.Net;
using NanoBanana.Contracts.Accounts;
using NanoBanana.Contracts.Client;
using NanoBanana.Web.Resources;

namespace NanoBanana.Web.Accounts;

public sealed partial class DevicesCard
{
    private const int Most = 100;

    private List<Device> _devices = [];
    private string? _done;
    private string? _failure;

    /// <summary>The reader's own first, then last used first.</summary>
    protected override Task OnInitializedAsync() => TryAsync(async () =>
        _devices = [.. (await Api.ListDevicesAsync(null, Most)).Items.OrderByDescending(device => device.Current)]);

    private Task RevokeAsync(Device device) => TryAsync(async () =>
    {
        await Api.RevokeDeviceAsync(device.Id);
        _devices.Remove(device);
        _done = Text.FormatDeviceSignedOut(Name(device));
    });

    private Task RevokeOthersAsync() => TryAsync(async () =>
    {
        await Api.RevokeOtherDevicesAsync();
        _devices.RemoveAll(device => !device.Current);
        _done = Text.OthersSignedOut;
    });

    private static string Name(Device device) => device.Name.Length == 0 ? Text.UnknownDevice : device.Name;

    private async Task TryAsync(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (ApiException e) when (e.Status is HttpStatusCode.NotFound)
        {
            // It was signed out already.
        }
        catch (Exception e) when (e is ApiException or HttpRequestException)
        {
            _failure = Notices.Say(e);
        }
    }
}
