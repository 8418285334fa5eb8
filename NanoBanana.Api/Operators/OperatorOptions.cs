namespace NanoBanana.Api.Operators;

/// <summary>Who runs the system (section <c>Operators</c>).</summary>
internal sealed class OperatorOptions
{
    /// <summary>Account ids, as <c>GET /api/auth/me</c> tells them; a name could be taken by anybody. None by default.</summary>
    public IList<string> UserIds { get; } = [];
}
