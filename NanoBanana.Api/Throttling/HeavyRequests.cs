using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using NanoBanana.Api.Accounts;
using NanoBanana.Api.Requests;
using NanoBanana.Core.Throttling;

namespace NanoBanana.Api.Throttling;

/// <summary>
/// Lets one heavy request of a caller run at a time, and so many of all on this replica, so that memory and Redis stay free for the others.
/// A few wait for their turn; the rest is refused.
/// </summary>
internal sealed class HeavyRequests : IDisposable
{
    private readonly PartitionedRateLimiter<string> _ofCaller;
    private readonly ConcurrencyLimiter _ofAll;

    public HeavyRequests(IOptions<LimitOptions> options)
    {
        var limits = options.Value;
        _ofCaller = PartitionedRateLimiter.Create<string, string>(caller => RateLimitPartition.GetConcurrencyLimiter(
            caller, _ => Limit(limits.HeavyPerCaller, limits.HeavyWaiting)));
        _ofAll = new(Limit(limits.HeavyAtOnce, limits.HeavyAtOnce));
    }

    /// <returns>A lease to dispose of when the request is done; it is not acquired when there are too many.</returns>
    public async Task<RateLimitLease> EnterAsync(HttpContext context)
    {
        var caller = CurrentUser.From(context.User)?.Id ?? $"address {context.AddressGroup()}";
        var own = await _ofCaller.AcquireAsync(caller, 1, context.RequestAborted);
        if (!own.IsAcquired)
        {
            return own;
        }

        try
        {
            return new Both(own, await _ofAll.AcquireAsync(1, context.RequestAborted));
        }
        catch
        {
            own.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _ofCaller.Dispose();
        _ofAll.Dispose();
    }

    private static ConcurrencyLimiterOptions Limit(int running, int waiting) => new()
    {
        PermitLimit = running,
        QueueLimit = waiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    };

    private sealed class Both(RateLimitLease own, RateLimitLease all) : RateLimitLease
    {
        public override bool IsAcquired => all.IsAcquired;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            all.Dispose();
            own.Dispose();
            base.Dispose(disposing);
        }
    }
}
