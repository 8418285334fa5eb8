using System.Net;
using NanoBanana.Contracts.Client;
using Polly;
using Polly.Retry;

namespace NanoBanana.Web.State;

/// <summary>What a circuit tries again, and when.</summary>
internal sealed class Retries(TimeProvider time)
{
    private readonly ResiliencePipeline _sending = new ResiliencePipelineBuilder { Name = "sending", TimeProvider = time }
        .AddRetry(new()
        {
            ShouldHandle = new PredicateBuilder().Handle<Exception>(IsPassing),
            MaxRetryAttempts = 3,
            BackoffType = DelayBackoffType.Linear,
            Delay = TimeSpan.FromSeconds(1),
        }).Build();

    private readonly ResiliencePipeline _selecting = new ResiliencePipelineBuilder { Name = "selecting", TimeProvider = time }
        .AddRetry(new()
        {
            ShouldHandle = new PredicateBuilder().Handle<ApiException>(failure => failure.Status is HttpStatusCode.ServiceUnavailable),
            MaxRetryAttempts = 9,
            BackoffType = DelayBackoffType.Constant,
            Delay = TimeSpan.FromSeconds(2),
            DelayGenerator = next => new((next.Outcome.Exception as ApiException)?.RetryAfter),
        }).Build();

    private readonly ResiliencePipeline<bool> _loading = new ResiliencePipelineBuilder<bool> { Name = "loading", TimeProvider = time }
        .AddRetry(new RetryStrategyOptions<bool>
        {
            ShouldHandle = new PredicateBuilder<bool>().HandleResult(false),
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Constant,
            Delay = TimeSpan.FromSeconds(2),
        }).Build();

    /// <summary>Sends what must not be lost, a few times over some seconds.</summary>
    public Task SendAsync(Func<Task> send, CancellationToken gone) => RunAsync(
        context => _sending.ExecuteAsync(static async (_, send) => await send(), context, send).AsTask(), gone);

    /// <summary>Asks for a selection until the workers have it: those that are busy go on with what was begun.</summary>
    public async Task<T> SelectAsync<T>(Func<Task<T>> select)
    {
        T? found = default;
        await RunAsync(context => _selecting.ExecuteAsync(async _ => found = await select(), context).AsTask(), CancellationToken.None);
        return found!;
    }

    /// <summary>Loads the next page of a list. Its end comes into sight only once, so this is never given up.</summary>
    /// <param name="load">Returns whether it did.</param>
    /// <param name="gone">The list is no longer shown.</param>
    public Task LoadAsync(Func<Task<bool>> load, CancellationToken gone) => RunAsync(
        context => _loading.ExecuteAsync(static async (_, load) => await load(), context, load).AsTask(), gone);

    /// <summary>Stays in the circuit's own context, where components are.</summary>
    private static async Task RunAsync(Func<ResilienceContext, Task> run, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: true, cancellationToken);
        try
        {
            await run(context);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>
    /// A replica that was just replaced, a line that dropped, or the attempt of a circuit before, which is not answered yet.
    /// </summary>
    private static bool IsPassing(Exception failure) => failure is not (OperationCanceledException
        or ApiException
    {
        Status: not (
            HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout or HttpStatusCode.Conflict),
    });
}
