using NanoBanana.Contracts.Images;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Images;

/// <summary>Finds every version an image came from or led to.</summary>
internal sealed class LineageReader(IDatabase database)
{
    public async Task<(IReadOnlyList<ImageRow> Nodes, IReadOnlyList<LineageEdge> Edges)> ReadAsync(ImageRow image)
    {
        var rows = (await database.HashValuesAsync(Keys.ImageRows(image.SessionId)))
            .Select(row => ImageStore.Read(row.Text())).ToDictionary(row => row.Id);
        var edges = rows.Values.Where(row => row is { ParentId: not null, EditId: not null })
            .Select(row => new LineageEdge(row.ParentId!, row.Id, row.EditId!)).ToList();
        var around = edges.SelectMany(edge => new[] { (edge.From, edge.To), (edge.To, edge.From) }).ToLookup(pair => pair.Item1, pair => pair.Item2);

        var reached = new HashSet<string> { image.Id };
        var open = new Queue<string>(reached);
        while (open.TryDequeue(out var id))
        {
            foreach (var next in around[id].Where(reached.Add))
            {
                open.Enqueue(next);
            }
        }

        return (
            [.. reached.Where(rows.ContainsKey).Order(StringComparer.Ordinal).Select(id => rows[id])],
            [.. edges.Where(edge => reached.Contains(edge.From) && reached.Contains(edge.To))]);
    }
}
