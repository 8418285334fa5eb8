using Microsoft.AspNetCore.Http.HttpResults;
using NanoBanana.Api.Errors;
using NanoBanana.Api.Requests;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Accounts;
using NanoBanana.Core;
using NanoBanana.Core.Accounts;

namespace NanoBanana.Api.Accounts;

/// <summary>Where the caller is signed in, and signing out from afar.</summary>
internal static class DevicesApi
{
    public static void MapDevices(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(Routes.Devices).WithTags("Accounts").RequireAuthorization();
        group.MapGet("", ListAsync);
        group.MapDelete("", RevokeOthersAsync);
        group.MapDelete("/{id}", RevokeAsync);
    }

    /// <summary>Lists the signed-in devices.</summary>
    private static async Task<Ok<Page<Device>>> ListAsync(
        CurrentUser caller, DeviceStore devices, string? cursor, [PageLimit] int? limit)
    {
        var after = SortedSetCursor.From(cursor);
        var places = (await devices.AllAsync(caller.Id))
            .Select(device => (Device: device, Cursor: new SortedSetCursor(device.LastUsedAt.ToUnixTimeMilliseconds(), device.Id)))
            .OrderByDescending(item => item.Cursor.Score).ThenByDescending(item => item.Cursor.Member, StringComparer.Ordinal)
            .Where(item => after is null || item.Cursor.IsAfter(after));
        var size = limit ?? Limits.PageDefault;
        var page = places.Take(size + 1).ToList().ToPage(size, item => item.Cursor.ToCursor());
        return TypedResults.Ok(new Page<Device>([.. page.Items.Select(item => View(item.Device, caller))], page.NextCursor));
    }

    /// <summary>Signs out a device.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(DeviceId id, CurrentUser caller, DeviceStore devices) =>
        await devices.RemoveAsync(caller.Id, id) > 0 ? TypedResults.NoContent() : Problems.NotFound;

    /// <summary>Signs out all devices but the caller's.</summary>
    private static async Task<NoContent> RevokeOthersAsync(CurrentUser caller, DeviceStore devices)
    {
        await devices.RemoveAllButAsync(caller.Id, caller.DeviceId);
        return TypedResults.NoContent();
    }

    public static Device View(DeviceRow device, CurrentUser caller) => new(
        device.Id, device.Name, device.CreatedAt, device.LastUsedAt, device.Address ?? "", device.Id == caller.DeviceId);
}
