using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Options;
using NanoBanana.Core;
using NanoBanana.Core.Throttling;

namespace NanoBanana.Api.Images;

/// <summary>How much may arrive at a time on this replica: uploads of a user, and bytes of all that are not stored yet.</summary>
internal sealed class UploadRoom : IDisposable
{
    /// <summary>For each upload of a user that runs, so many wait; nothing of them is read meanwhile.</summary>
    private const int WaitingForEach = 4;

    private readonly LimitOptions _limits;
    private readonly PartitionedRateLimiter<UserId> _ofUser;
    private long _bytes;

    public UploadRoom(IOptions<LimitOptions> options)
    {
        _limits = options.Value;
        _ofUser = PartitionedRateLimiter.Create<UserId, UserId>(user => RateLimitPartition.GetConcurrencyLimiter(user, _ => new()
        {
            PermitLimit = _limits.UploadsAtOnce,
            QueueLimit = _limits.UploadsAtOnce * WaitingForEach,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        }));
    }

    /// <summary>Waits for the user's turn; the lease is not acquired when too many wait.</summary>
    public ValueTask<RateLimitLease> EnterAsync(UserId userId, CancellationToken cancellationToken) =>
        _ofUser.AcquireAsync(userId, 1, cancellationToken);

    /// <summary>Cuts a body that trickles in.</summary>
    public void Hurry(HttpContext context)
    {
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = new MinDataRate(_limits.SlowestUpload, _limits.UploadGrace);
        }
    }

    /// <exception cref="BusyException">There is no room for them.</exception>
    public void Take(long bytes)
    {
        if (Interlocked.Add(ref _bytes, bytes) > _limits.UploadBytesAtOnce)
        {
            Interlocked.Add(ref _bytes, -bytes);
            throw new BusyException("Too many uploads arrive at a time. Nothing was stored; try again soon.");
        }
    }

    public void GiveBack(long bytes) => Interlocked.Add(ref _bytes, -bytes);

    public void Dispose() => _ofUser.Dispose();
}
