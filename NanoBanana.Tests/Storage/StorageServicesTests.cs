using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NanoBanana.Core.Storage;

namespace NanoBanana.Tests.Storage;

[Trait("Kind", "Unit")]
public sealed class StorageServicesTests
{
    [Fact]
    public void Flat_names_stand_in_for_keys_that_are_not_set()
    {
        var options = Read(
            ("STORAGE_TYPE", "aws"), ("AWS_S3_BUCKET", "flat"), ("AWS_REGION", "eu-central-1"), ("Storage:Bucket", "chosen"));

        Assert.Equal(("aws", "chosen", "eu-central-1"), (options.Type, options.Bucket, options.Region));
    }

    [Fact]
    public void The_type_decides_whose_flat_names_count()
    {
        var options = Read(
            ("STORAGE_TYPE", "aliyun"), ("ALIYUN_BUCKET", "b"), ("ALIYUN_REGION", "cn-hangzhou"), ("ALIYUN_ACCESS_KEY_ID", "i"),
            ("ALIYUN_ACCESS_KEY_SECRET", "s"), ("AWS_ACCESS_KEY_ID", "other"), ("AWS_SECRET_ACCESS_KEY", "other"));

        Assert.Equal(("b", "cn-hangzhou", "i", "s"), (options.Bucket, options.Region, options.AccessKey, options.SecretKey));
    }

    [Theory]
    [InlineData("STORAGE_TYPE", "ftp", "local, aws or aliyun")]
    [InlineData("STORAGE_TYPE", "aws", "AWS_S3_BUCKET")]
    [InlineData("STORAGE_TYPE", "aws", "AWS_REGION")]
    [InlineData("STORAGE_TYPE", "aliyun", "ALIYUN_BUCKET")]
    [InlineData("STORAGE_TYPE", "aliyun", "ALIYUN_ACCESS_KEY_ID")]
    [InlineData("Storage:ServiceUrl", "nonsense", "Storage:ServiceUrl")]
    [InlineData("Storage:Timeout", "00:00:00", "StorageOptions.Timeout")]
    public void What_is_missing_is_said(string key, string value, string sentence)
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Read((key, value)));

        Assert.Contains(sentence, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_store_is_asked_again_only_after_five_seconds()
    {
        var store = new BrokenStore();
        var time = new FakeTimeProvider();
        using var health = new ObjectStoreHealth(store, time);
        var context = new HealthCheckContext
        {
            Registration = new HealthCheckRegistration("object-store", health, HealthStatus.Unhealthy, null),
        };

        Assert.Equal(HealthStatus.Unhealthy, (await health.CheckHealthAsync(context)).Status);
        Assert.Equal(HealthStatus.Unhealthy, (await health.CheckHealthAsync(context)).Status);
        Assert.Equal(1, store.Checks);

        store.Works = true;
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync(context)).Status);
        Assert.Equal(2, store.Checks);
    }

    private static StorageOptions Read(params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build());
        services.AddObjectStorage();
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<StorageOptions>>().Value;
    }

    private sealed class BrokenStore : IObjectStore
    {
        public bool IsFull => false;

        public bool Works { get; set; }

        public int Checks { get; private set; }

        public Task CheckAsync(CancellationToken cancellationToken)
        {
            Checks++;
            return Works ? Task.CompletedTask : throw new ObjectStoreUnavailableException("The disk is gone.");
        }

        public Task PutAsync(string key, Stream content, string contentType, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<StagedObject> StageAsync() => throw new NotSupportedException();

        public Task<bool> ExistsAsync(string key, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task DeleteAsync(string key, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
