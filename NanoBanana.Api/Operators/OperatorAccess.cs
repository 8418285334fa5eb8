using Microsoft.Extensions.Options;
using NanoBanana.Core.Operators;

namespace NanoBanana.Api.Operators;

/// <summary>Who is an operator: those whom the settings name, and those who were made one.</summary>
internal sealed class OperatorAccess(IOptionsMonitor<OperatorOptions> options, OperatorStore operators, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);

    private volatile KnownOperators? _known;

    public async Task<bool> IsOperatorAsync(UserId userId) => IsNamed(userId) || await operators.ContainsAsync(userId);

    /// <summary>The same as it was within the last second: enough to show a link, not to let anybody in.</summary>
    public ValueTask<bool> WasOperatorAsync(UserId userId) =>
        IsNamed(userId) ? new(true)
        : _known is { } known && time.GetElapsedTime(known.ReadAt) < Kept ? new(known.Ids.Contains(userId))
        : new(AskAsync(userId));

    private bool IsNamed(UserId userId) => options.CurrentValue.UserIds.Contains(userId);

    private async Task<bool> AskAsync(UserId userId)
    {
        var asked = time.GetTimestamp();
        var known = new KnownOperators(await operators.ListAsync(), asked);
        _known = known;
        return known.Ids.Contains(userId);
    }

    private sealed record KnownOperators(IReadOnlySet<UserId> Ids, long ReadAt);
}
