using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NanoBanana.AppHost;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.AppHosts;

public sealed class ServiceHealthTests : IAsyncDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddHttpClient().BuildServiceProvider();
    private readonly string _address = $"http://127.0.0.1:{FreePort.Next()}";

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task One_question_lasts_until_the_service_listens()
    {
        var check = CheckAsync();
        Assert.False(check.IsCompleted);

        await using var service = await StartAsync(HttpStatusCode.OK);

        Assert.Equal(HealthStatus.Healthy, (await check).Status);
    }

    [Fact]
    public async Task A_service_that_is_not_well_is_said_to_be_so_at_once()
    {
        await using var service = await StartAsync(HttpStatusCode.ServiceUnavailable);

        var result = await CheckAsync();

        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.Equal($"{_address} answers 503.", result.Description);
    }

    private Task<HealthCheckResult> CheckAsync()
    {
        var check = new ServiceHealth(_services.GetRequiredService<IHttpClientFactory>(), () => _address, TimeProvider.System);
        return check.CheckHealthAsync(new() { Registration = new("service", check, HealthStatus.Unhealthy, tags: null) });
    }

    private async Task<WebApplication> StartAsync(HttpStatusCode status)
    {
        var service = WebApplication.CreateSlimBuilder().Build();
        service.Urls.Add(_address);
        service.Run(context =>
        {
            context.Response.StatusCode = (int)status;
            return Task.CompletedTask;
        });
        await service.StartAsync();
        return service;
    }
}
