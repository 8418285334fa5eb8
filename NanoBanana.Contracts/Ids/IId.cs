namespace NanoBanana.Contracts.Ids;

/// <summary>
/// An id with a type of its own: those of different resources cannot be mixed up. Any text is one; whether there is such a resource tells
/// the look-up. In JSON, in addresses and as text it is its value. Ids sort by their characters, the same in every culture.
/// </summary>
public interface IId<TSelf> : IParsable<TSelf>, IComparable<TSelf>
    where TSelf : struct, IId<TSelf>
{
    /// <summary>The id as text; empty for the default.</summary>
    string Value { get; }

    /// <summary>The id with this text.</summary>
    static abstract TSelf From(string value);

    /// <inheritdoc/>
    int IComparable<TSelf>.CompareTo(TSelf other) => string.CompareOrdinal(Value, other.Value);
}

/// <summary>The order of ids.</summary>
public static class IdOrder
{
    /// <summary>Compares two ids by their characters, as their lists are sorted.</summary>
    public static int CompareTo<T>(this T id, T other)
        where T : struct, IId<T> => string.CompareOrdinal(id.Value, other.Value);
}
