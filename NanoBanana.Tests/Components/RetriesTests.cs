using System.Net;
using Microsoft.Extensions.Time.Testing;
using NanoBanana.Contracts.Client;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Web.State;

namespace NanoBanana.Tests.Components;

/// <summary>What is tried again, when, and until when.</summary>
[Trait("Kind", "Unit")]
public sealed class RetriesTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Retries _retries;
    private int _tries;

    public RetriesTests() => _retries = new(_time);

    [Fact]
    public async Task A_selection_is_asked_for_again_when_the_server_says_and_given_up_after_ten_tries()
    {
        var selecting = SelectAsync(HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(7));
        await Eventually.TrueAsync(() => _tries == 1, "the first try");
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(1, _tries);
        await EndAsync(selecting, TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<ApiException>(() => selecting);
        Assert.Equal(10, _tries);
    }

    [Fact]
    public async Task A_refused_selection_is_not_asked_for_again()
    {
        await Assert.ThrowsAsync<ApiException>(() => SelectAsync(HttpStatusCode.UnprocessableEntity, null));
        Assert.Equal(1, _tries);
    }

    [Fact]
    public async Task A_page_of_a_list_is_loaded_until_it_is_there()
    {
        var loading = _retries.LoadAsync(() => Task.FromResult(++_tries == 20), CancellationToken.None);
        await EndAsync(loading, TimeSpan.FromSeconds(2));
        await loading;
        Assert.Equal(20, _tries);
    }

    [Fact]
    public async Task A_list_that_is_gone_is_not_loaded_again()
    {
        using var gone = new CancellationTokenSource();
        var loading = _retries.LoadAsync(() => Task.FromResult(++_tries == 20), gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loading);
        Assert.Equal(1, _tries);
    }

    private Task SelectAsync(HttpStatusCode status, TimeSpan? wait)
    {
        var api = new NanoBananaClient(
            new HttpClient(new Refusal(status, wait, () => _tries++)) { BaseAddress = new("http://api") }, _ => default);
        return _retries.SelectAsync(() => api.GetMeAsync());
    }

    private Task EndAsync(Task under, TimeSpan step) => Eventually.TrueAsync(
        () =>
        {
            _time.Advance(step);
            return under.IsCompleted;
        },
        "the tries to end");

    private sealed class Refusal(HttpStatusCode status, TimeSpan? wait, Action asked) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            asked();
            var answer = new HttpResponseMessage(status) { Content = new StringContent("{}") };
            answer.Headers.RetryAfter = wait is { } after ? new(after) : null;
            return Task.FromResult(answer);
        }
    }
}
