using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;

namespace Aspire.Hosting.Redis;

/// <summary>Redis as a container where Docker has the image, else the server that is installed, else the image that Docker can get.</summary>
internal sealed class RedisProgram(IDistributedApplicationBuilder builder, ConsoleLog log) : IDisposable
{
    private readonly SemaphoreSlim _choosing = new(1);
    private bool? _inContainer;

    public async Task<Launch> ForAsync(
        RedisResource redis, string[] args, Dictionary<string, string> environment, CancellationToken cancellationToken) =>
        await RunsInContainerAsync(redis, cancellationToken)
            ? RedisContainer.For(redis, args, environment)
            : LocalRedis.For(redis, args, environment, DataDirectory.Of(builder));

    public void Dispose() => _choosing.Dispose();

    private async Task<bool> RunsInContainerAsync(RedisResource redis, CancellationToken cancellationToken)
    {
        await _choosing.WaitAsync(cancellationToken);
        try
        {
            _inContainer ??= await ChooseAsync(redis, cancellationToken);
            return _inContainer.Value;
        }
        finally
        {
            _choosing.Release();
        }
    }

    private async Task<bool> ChooseAsync(RedisResource redis, CancellationToken cancellationToken)
    {
        var docker = await Docker.AnswersAsync(cancellationToken);
        if (docker && await Docker.HasImageAsync(RedisContainer.Image, cancellationToken))
        {
            return true;
        }

        if (Tool.Find(LocalRedis.Command) is not null)
        {
            return false;
        }

        return docker && await PullAsync(cancellationToken)
            ? true
            : throw new DistributedApplicationException(
                $"'{redis.Name}' needs Docker or redis-server; install one of them (Debian: apt-get install redis-server) or set REDIS_HOST to a running server.");
    }

    private Task<bool> PullAsync(CancellationToken cancellationToken)
    {
        log.Say($"getting the image {RedisContainer.Image}");
        return Docker.PullAsync(RedisContainer.Image, cancellationToken);
    }
}
