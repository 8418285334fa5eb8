using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.SignalR;

namespace NanoBanana.Tests.Compat.SignalR;

#pragma warning disable CA1822 // a hub's methods are those of its instance
public sealed class TestHub : Hub
{
    public static ManualResetEventSlim Answered { get; } = new();

    public string Echo(string text) => text;

    public string Id() => Context.ConnectionId;

    public string? Token() => Context.GetHttpContext()!.Request.Headers.Authorization;

    public Task Join(string group) => Groups.AddToGroupAsync(Context.ConnectionId, group);

    public Task TellOthers(string text) => Clients.Others.SendAsync("heard", text);

    public async Task<bool> TellOthersAndWait(string text)
    {
        await Clients.Others.SendAsync("heard", text);
        return Answered.Wait(TimeSpan.FromSeconds(5));
    }

    public void HangUp() => Context.Abort();

    public async IAsyncEnumerable<string> Count(int items, int length, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var i = 0; i < items; i++)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return new string((char)('a' + i % 26), length);
        }
    }
}
