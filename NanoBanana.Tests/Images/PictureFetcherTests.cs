using Microsoft.AspNetCore.Http;

namespace NanoBanana.Tests.Images;

/// <summary>What is asked of a server that a picture is fetched from, and what is made of its answer.</summary>
public sealed class PictureFetcherTests : IAsyncLifetime
{
    private readonly NamedServer _server = new();

    [Fact]
    public async Task The_request_says_nothing_about_who_asks()
    {
        IHeaderDictionary? headers = null;
        var answer = _server.Answer;
        _server.Answer = context =>
        {
            headers = new HeaderDictionary(context.Request.Headers.ToDictionary());
            return answer(context);
        };
        Assert.Null((await _server.FetchAsync("https://pictures.example/a.png")).Failure);
        Assert.Equal(["Accept", "Host", "User-Agent"], headers!.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task A_file_that_is_too_large_is_not_kept(bool lengthIsTold)
    {
        _server.Answer = async context =>
        {
            context.Response.ContentLength = lengthIsTold ? 200_000 : null;
            await context.Response.Body.WriteAsync(new byte[200_000]);
        };
        await _server.ShouldFailAsync("https://pictures.example/a.png", 413, "too-many-bytes", maxBytes: 100_000);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task A_server_that_is_too_slow_is_left(bool begins)
    {
        _server.Answer = async context =>
        {
            if (begins)
            {
                await context.Response.Body.WriteAsync(TestImages.Png(40, 30).AsMemory(0, 50));
                await context.Response.Body.FlushAsync();
            }

            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        await _server.ShouldFailAsync("https://pictures.example/a.png", 422, "address-too-slow", timeout: TimeSpan.FromSeconds(0.5));
    }

    [Theory]
    [InlineData(404), InlineData(401), InlineData(206), InlineData(500)]
    public async Task Another_answer_is_no_picture(int status)
    {
        _server.Answer = context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };
        await _server.ShouldFailAsync("https://pictures.example/a.png", 422, "address-refused");
    }

    [Fact]
    public async Task A_server_that_is_not_who_it_says_is_not_listened_to()
    {
        await _server.ShouldFailAsync("https://pictures.example/a.png", 422, "address-unreachable", trusts: false);
        Assert.Null(_server.Asked);
    }

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();
}
