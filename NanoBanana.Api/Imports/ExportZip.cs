using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using NanoBanana.Core.Images;

namespace NanoBanana.Api.Imports;

/// <summary>
/// The zip of an export, as somebody sent it. Its list of files is judged before it is read, no name in it is used as a path, and of a file
/// no more is unpacked than the list says and a limit allows.
/// </summary>
internal sealed partial class ExportZip : IAsyncDisposable
{
    private const string SessionName = "session.json";
    private const int EndLength = 22;
    private const int CommentMaxLength = ushort.MaxValue;

    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _entries;

    private ExportZip(ZipArchive zip, Dictionary<string, ZipArchiveEntry> entries) => (_zip, _entries) = (zip, entries);

    /// <summary>The names of the pictures.</summary>
    public IEnumerable<string> Pictures => _entries.Keys.Where(name => name != SessionName);

    public long PictureBytes => Pictures.Sum(LengthOf);

    public long LengthOf(string name) => _entries[name].Length;

    /// <param name="pictureMaxBytes">Of one picture.</param>
    /// <exception cref="ImportRefusedException">It is no export, or too large a one.</exception>
    public static async Task<ExportZip> OpenAsync(Stream file, long pictureMaxBytes, CancellationToken cancellationToken)
    {
        await CheckDirectoryAsync(file, cancellationToken);
        file.Position = 0;
        var zip = await GuardAsync(
            () => ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken));
        try
        {
            return new(zip, await GuardAsync(() => Task.FromResult(Check(zip.Entries, pictureMaxBytes))));
        }
        catch
        {
            await zip.DisposeAsync();
            throw;
        }
    }

    /// <exception cref="ImportRefusedException">It cannot be read.</exception>
    public async Task<ImportedSession> ReadSessionAsync(CancellationToken cancellationToken)
    {
        var entry = _entries[SessionName];
        var json = new byte[(int)entry.Length + 1];
        var length = await GuardAsync(async () =>
        {
            await using var content = await entry.OpenAsync(cancellationToken);
            return await content.ReadAtLeastAsync(json, json.Length, throwOnEndOfStream: false, cancellationToken);
        });
        try
        {
            return length == entry.Length
                && JsonSerializer.Deserialize(json.AsSpan(0, length), ImportJson.Default.ImportedSession) is { } session
                ? session : throw Unreadable(null);
        }
        catch (JsonException malformed)
        {
            throw Unreadable(malformed);
        }
    }

    /// <summary>Unpacks a picture.</summary>
    /// <exception cref="ImportRefusedException">It cannot be unpacked, or is not as long as the list says.</exception>
    public async Task UnpackAsync(string name, TemporaryUpload file, CancellationToken cancellationToken)
    {
        var entry = _entries[name];
        var isWhole = await GuardAsync(async () =>
        {
            await using var content = await entry.OpenAsync(cancellationToken);
            return await file.CopyAsync(content, entry.Length, cancellationToken) && file.Length == entry.Length;
        });
        if (!isWhole)
        {
            throw new ImportRefusedException($"{name} is not as long as the zip says.");
        }
    }

    public ValueTask DisposeAsync() => _zip.DisposeAsync();

    private static Dictionary<string, ZipArchiveEntry> Check(IReadOnlyCollection<ZipArchiveEntry> entries, long pictureMaxBytes)
    {
        var known = new Dictionary<string, ZipArchiveEntry>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in entries)
        {
            if (!Name().IsMatch(entry.FullName) || !known.TryAdd(entry.FullName, entry))
            {
                throw new ImportRefusedException(
                    "The zip has a file that no export of a session has. Send the zip as the export of one session gave it.");
            }

            var most = entry.FullName == SessionName ? ImportLimits.JsonBytes : pictureMaxBytes;
            if (entry.Length > most)
            {
                throw new ImportRefusedException($"{entry.FullName} has {entry.Length:N0} bytes; {most:N0} are allowed.");
            }
        }

        return known.ContainsKey(SessionName)
            ? known : throw new ImportRefusedException("The zip has no session.json: it is not the export of a session.");
    }

    /// <summary>
    /// The list of files stands between its beginning, which the end names, and that end: so long it can be, whatever else it says.
    /// </summary>
    private static async Task CheckDirectoryAsync(Stream file, CancellationToken cancellationToken)
    {
        var tail = new byte[(int)Math.Min(file.Length, EndLength + CommentMaxLength)];
        file.Position = file.Length - tail.Length;
        await file.ReadExactlyAsync(tail, cancellationToken);
        var at = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (at < 0 || tail.Length - at < EndLength)
        {
            throw new ImportRefusedException("This is no zip. Send the zip as the export of a session gave it.");
        }

        var count = BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + 10));
        var begin = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16));
        var length = file.Length - tail.Length + at - begin;
        if (count > ImportLimits.Images + 1 || begin == uint.MaxValue || length is < 0 or > ImportLimits.DirectoryBytes)
        {
            throw new ImportRefusedException($"The zip may have {ImportLimits.Images:N0} pictures; this one lists more.");
        }
    }

    private static async Task<T> GuardAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception damaged)
            when (damaged is InvalidDataException or NotSupportedException or EndOfStreamException or ArgumentException)
        {
            throw new ImportRefusedException("The zip is damaged or encrypted. Export the session again.", damaged);
        }
    }

    private static ImportRefusedException Unreadable(Exception? inner) =>
        new("session.json cannot be read: it is not as an export writes it.", inner);

    [GeneratedRegex(@"^(session\.json|images/[^/\\\p{C}]{1,300})\z")]
    private static partial Regex Name();
}
