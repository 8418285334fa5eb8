using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Images;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Images;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.UseCases;

/// <summary>Finds every version an image came from or led to.</summary>
internal sealed class LineageReader(IDatabase database)
{
    public async Task<ImageLineage> ReadAsync(ImageRow image)
    {
        var (rows, edges) = await OfSessionAsync(image.SessionId);
        var around = edges.SelectMany(edge => new[] { (edge.From, edge.To), (edge.To, edge.From) })
            .ToLookup(pair => pair.Item1, pair => pair.Item2);

        var reached = new HashSet<ImageId> { image.Id };
        var open = new Queue<ImageId>(reached);
        while (open.TryDequeue(out var id))
        {
            foreach (var next in around[id].Where(reached.Add))
            {
                open.Enqueue(next);
            }
        }

        return new(
            [.. reached.Where(rows.ContainsKey).Order().Select(id => rows[id])],
            [.. edges.Where(edge => reached.Contains(edge.From))]);
    }

    /// <summary>Every version in a session, those that were deleted included, and what was made from what.</summary>
    public async Task<SessionLineage> OfSessionAsync(SessionId sessionId)
    {
        var rows = new Dictionary<ImageId, ImageRow>();
        await foreach (var row in RowsAsync(Keys.ImageRows(sessionId)).Concat(RowsAsync(Keys.Tombstones(sessionId))))
        {
            rows[row.Id] = row;
        }

        var edits = new Dictionary<EditId, Edit>();
        await foreach (var edit in EditsAsync(sessionId).Where(edit => edit.ResultIds.Count > 0))
        {
            edits[edit.Id] = edit;
        }

        return new(rows, [.. rows.Values.SelectMany(row => EdgesTo(row, edits)).Where(edge => rows.ContainsKey(edge.From))]);
    }

    private static IEnumerable<LineageEdge> EdgesTo(ImageRow row, Dictionary<EditId, Edit> edits) =>
        row.EditId is { } editId && edits.TryGetValue(editId, out var edit)
            ? edit.ImageIds.Distinct().Select(input => new LineageEdge(input, row.Id, editId))
            : [];

    private IAsyncEnumerable<ImageRow> RowsAsync(RedisKey key) =>
        database.HashScanAsync(key).Select(row => ImageStore.Read(row.Value.Text()));

    private IAsyncEnumerable<Edit> EditsAsync(SessionId sessionId) =>
        database.HashScanAsync(Keys.EditRows(sessionId)).Select(row => EditRows.Read(row.Value.Text()));
}

/// <summary>The versions around an image, and what was made from what.</summary>
internal readonly record struct ImageLineage(IReadOnlyList<ImageRow> Nodes, IReadOnlyList<LineageEdge> Edges);

/// <summary>The versions of a session by id, and what was made from what.</summary>
internal readonly record struct SessionLineage(IReadOnlyDictionary<ImageId, ImageRow> Rows, IReadOnlyList<LineageEdge> Edges);
