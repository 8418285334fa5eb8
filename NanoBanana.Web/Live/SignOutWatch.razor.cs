using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using NanoBanana.Web.Accounts;
using NanoBanana.Web.Layout;
using StackExchange.Redis;

namespace NanoBanana.Web.Live;

public sealed partial class SignOutWatch(IConnectionMultiplexer redis, AuthenticationStateProvider user, NavigationManager navigation)
{
    /// <summary>One at a time: the client would end the subscription of one who comes at the moment the last one leaves, too.</summary>
    private static readonly Lock Turn = new();

    private RedisChannel? _channel;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && (await user.GetAuthenticationStateAsync()).User.CookieKey() is { Length: > 0 } key)
        {
            _channel = WebKeys.SignedOut(key);
            await BeginAsync(subscriber => subscriber.SubscribeAsync(_channel.Value, Leave));
        }
    }

    private void Leave(RedisChannel channel, RedisValue message) =>
        InvokeAsync(() => navigation.NavigateTo(AccountPaths.SignIn, forceLoad: true)).Forget(DispatchExceptionAsync);

    public async ValueTask DisposeAsync()
    {
        if (_channel is { } channel)
        {
            await BeginAsync(subscriber => subscriber.UnsubscribeAsync(channel, Leave));
        }
    }

    private Task BeginAsync(Func<ISubscriber, Task> change)
    {
        lock (Turn)
        {
            return change(redis.GetSubscriber());
        }
    }
}
