using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Messages;

namespace NanoBanana.Web.State;

/// <summary>The messages of a session from some time on, oldest first, and those on their way.</summary>
public sealed class MessageState(NanoBananaClient api, SessionId sessionId)
{
    private const int PageSize = 50;

    private readonly SortedList<string, Message> _items = new(StringComparer.Ordinal);
    private readonly HashSet<string> _gone = [];
    private readonly List<OutboxMessage> _outbox = [];
    private string? _older;

    public IList<Message> Items => _items.Values;

    public IReadOnlyList<OutboxMessage> Outbox => _outbox;

    public bool Has(string id) => _items.ContainsKey(id);

    public bool HasOlder => _older is not null;

    public void Show(Page<Message> page)
    {
        _items.Clear();
        Add(page);
    }

    public async Task LoadOlderAsync(CancellationToken cancellationToken)
    {
        if (_older is { } cursor)
        {
            var page = await api.ListMessagesAsync(sessionId, cursor, PageSize, cancellationToken);
            // What its event brought or took away meanwhile is newer.
            Add(page with { Items = [.. page.Items.Where(message => !_gone.Contains(message.Id) && !Has(message.Id))] });
        }
    }

    public void Put(Message message)
    {
        // Its own event may be here before the answer to sending it: then it is shown once, not twice.
        if (!_items.ContainsKey(message.Id) && _outbox.Find(sent => IsSame(sent, message)) is { } sent)
        {
            _outbox.Remove(sent);
        }
        _items[message.Id] = message;
    }

    public void Remove(string id)
    {
        _items.Remove(id);
        _gone.Add(id);
    }

    public void Add(OutboxMessage message) => _outbox.Add(message);

    public void Drop(OutboxMessage message) => _outbox.Remove(message);

    /// <summary>An edit was taken on. Its message is told of by its own event, which may have been here before.</summary>
    public void Taken(OutboxMessage message, string messageId)
    {
        message.MessageId = messageId;
        if (_items.ContainsKey(messageId))
        {
            _outbox.Remove(message);
        }
    }

    /// <summary>Sends it, for the first time or again.</summary>
    public async Task SendAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var sent = await api.PostMessageAsync(
            sessionId, message.Text is "" ? null : message.Text, message.ImageIds, message.Key, cancellationToken);
        _outbox.Remove(message);
        _items.TryAdd(sent.Id, sent);
    }

    private static bool IsSame(OutboxMessage sent, Message message) => sent.MessageId is { } id
        ? id == message.Id
        : sent.Failure is null && message.EditId is null == sent.Edit is null
            && sent.Text == message.Text && sent.ImageIds.SequenceEqual(message.ImageIds);

    private void Add(Page<Message> page)
    {
        foreach (var message in page.Items)
        {
            _items[message.Id] = message;
        }
        _older = page.NextCursor;
    }
}
