using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NanoBanana.Api.Accounts;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Accounts;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Core.Accounts;
using NanoBanana.Core.Sessions;

namespace NanoBanana.Api.Exports;

/// <summary>Writes all that an account holds into a zip: the account, its devices, and the sessions it owns with their originals.</summary>
internal sealed class AccountExport(DeviceStore devices, SessionStore sessions, SessionList list, SessionExporter exporter)
{
    /// <returns>False when it could not be written to the end.</returns>
    public async Task<bool> WriteAsync(ZipArchive zip, User user, CurrentUser caller, CancellationToken cancellationToken)
    {
        var signedIn = (await devices.AllAsync(user.Id)).Select(device => DevicesApi.View(device, caller));
        await AddAsync(zip, "account.json", user, ContractJson.Default.User, cancellationToken);
        await AddAsync(zip, "devices.json", new Page<Device>([.. signedIn], null), ContractJson.Default.PageDevice, cancellationToken);
        string? cursor = null;
        do
        {
            var page = await list.ReadAsync(user.Id, null, cursor, Limits.PageMax, cancellationToken);
            foreach (var session in page.Items.Select(SessionList.Parse).Where(session => session.Role == Role.Owner))
            {
                // What was deleted since the page was read is left out; what goes while it is written ends the export.
                if (await sessions.FindAsync(user.Id, session.Id) is not null
                    && !await exporter.WriteAsync(zip, $"sessions/{session.Id}/", user.Id, session.Id, cancellationToken))
                {
                    return false;
                }
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);

        return true;
    }

    private static async Task AddAsync<T>(ZipArchive zip, string name, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        await using var entry = await zip.CreateEntry(name).OpenAsync(cancellationToken);
        await JsonSerializer.SerializeAsync(entry, value, type, cancellationToken);
    }
}
