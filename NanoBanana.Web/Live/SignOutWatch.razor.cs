using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using NanoBanana.Web.Accounts;
using NanoBanana.Web.Layout;
using StackExchange.Redis;

namespace NanoBanana.Web.Live;

public sealed partial class SignOutWatch(IConnectionMultiplexer redis, AuthenticationStateProvider user, NavigationManager navigation)
{
    private RedisChannel? _channel;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && (await user.GetAuthenticationStateAsync()).User.CookieKey() is { Length: > 0 } key)
        {
            _channel = WebKeys.SignedOut(key);
            await redis.GetSubscriber().SubscribeAsync(_channel.Value, Leave);
        }
    }

    private void Leave(RedisChannel channel, RedisValue message) =>
        InvokeAsync(() => navigation.NavigateTo(AccountPaths.SignIn, forceLoad: true)).Forget(DispatchExceptionAsync);

    public async ValueTask DisposeAsync()
    {
        if (_channel is { } channel)
        {
            await redis.GetSubscriber().UnsubscribeAsync(channel, Leave);
        }
    }
}
