using System.Net;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Recipes;

namespace NanoBanana.Web.State;

/// <summary>The runs of a session, as far as they were looked at. What its events say is newer than any answer.</summary>
public sealed class RunState(NanoBananaClient api)
{
    private readonly Dictionary<string, Run> _items = [];
    private readonly HashSet<string> _gone = [];

    public Run? Find(string? id) => id is null ? null : _items.GetValueOrDefault(id);

    public void Show(Page<Run> page)
    {
        foreach (var run in page.Items)
        {
            Put(run);
        }
    }

    public void Put(Run run) => _items[run.Id] = run;

    /// <summary>Reads an old one that a message speaks of.</summary>
    public async Task ReadAsync(string id, CancellationToken cancellationToken)
    {
        if (Find(id) is not null || _gone.Contains(id))
        {
            return;
        }

        try
        {
            var run = await api.GetRunAsync(id, cancellationToken);
            _items.TryAdd(id, run);
        }
        catch (ApiException e) when (e.Status is HttpStatusCode.NotFound)
        {
            _gone.Add(id);
        }
    }
}
