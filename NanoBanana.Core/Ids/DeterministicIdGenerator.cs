namespace NanoBanana.Core.Ids;

/// <summary>
/// Gives the ids of what one request creates. Seeded with the seed of an earlier try it gives the same ids again, so that a
/// creation that did happen is found and not made twice.
/// </summary>
internal sealed class DeterministicIdGenerator(TimeProvider time)
{
    private Guid? _next;

    /// <summary>The first id; later ones follow from it.</summary>
    public void Seed(string seed) => _next = Guid.ParseExact(seed, "N");

    public string Next()
    {
        if (_next is not { } id)
        {
            return Id.New(time.GetUtcNow());
        }

        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        for (var i = 15; i > 8 && ++bytes[i] == 0; i--)
        {
        }

        _next = new Guid(bytes, bigEndian: true);
        return id.ToString("N");
    }

    public string NextIn(SessionId sessionId) => Id.InSession(Next(), sessionId);

    /// <summary>The id of something that a user keeps for themselves.</summary>
    public string NextOf(UserId userId) => Next() + userId.Value;
}
