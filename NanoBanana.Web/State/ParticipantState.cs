using NanoBanana.Contracts.Events;

namespace NanoBanana.Web.State;

/// <summary>Who is here, who types, and what everybody seen so far is called.</summary>
/// <param name="myId">The reader.</param>
/// <param name="myName">The reader's name.</param>
public sealed class ParticipantState(UserId myId, string myName)
{
    private readonly Dictionary<UserId, string> _names = new() { [myId] = myName };
    private readonly Dictionary<UserId, string> _typing = [];

    public IReadOnlyList<PresentUser> Here { get; private set; } = [];

    public IReadOnlyCollection<string> Typing => _typing.Values;

    public UserId MyId => myId;

    public string MyName => myName;

    /// <summary>The name of an author; null when never seen.</summary>
    public string? NameOf(UserId userId) => _names.GetValueOrDefault(userId);

    public bool IsMe(UserId? userId) => userId == myId;

    public void Know(UserId userId, string name) => _names[userId] = name;

    public void Apply(Presence presence)
    {
        Here = presence.Users;
        foreach (var user in presence.Users)
        {
            _names[user.Id] = user.Username;
        }
        foreach (var gone in _typing.Keys.Except(presence.Users.Select(user => user.Id)).ToList())
        {
            _typing.Remove(gone);
        }
    }

    public void Apply(Typing typing)
    {
        _names[typing.UserId] = typing.Username;
        if (typing.IsTyping)
        {
            _typing[typing.UserId] = typing.Username;
        }
        else
        {
            _typing.Remove(typing.UserId);
        }
    }
}
