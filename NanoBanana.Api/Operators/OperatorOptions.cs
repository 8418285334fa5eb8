namespace NanoBanana.Api.Operators;

/// <summary>Who runs the system (section <c>Operators</c>).</summary>
internal sealed class OperatorOptions
{
    /// <summary>User names, without regard to case. None by default.</summary>
    public IList<string> Usernames { get; } = [];
}
