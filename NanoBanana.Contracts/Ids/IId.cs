namespace NanoBanana.Contracts.Ids;

/// <summary>
/// An id with a type of its own: those of different resources cannot be mixed up. Any text is one; whether there is such a resource tells
/// the look-up. In JSON, in addresses and as text it is its value.
/// </summary>
public interface IId<TSelf> : IParsable<TSelf>
    where TSelf : struct, IId<TSelf>
{
    /// <summary>The id as text; empty for the default.</summary>
    string Value { get; }

    /// <summary>The id with this text.</summary>
    static abstract TSelf From(string value);
}
