using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Costs;

/// <summary>An upload that hardly moves holds its place and its bytes only for so long.</summary>
public sealed class SlowUploadTests(SlowUploadTests.Fixture api) : IClassFixture<SlowUploadTests.Fixture>
{
    [Fact]
    public async Task An_upload_slower_than_the_slowest_is_cut_off()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var watch = Stopwatch.StartNew();
        var answer = await TrickleAsync(alice, session.Id);
        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(20));
        Assert.Equal(0, (await alice.Api.GetSessionAsync(session.Id)).ImageCount);

        // Another one at full speed is taken.
        await alice.UploadAsync(session.Id, Uploads.UniqueJpeg());
    }

    /// <summary>Sends 1,000 bytes a second, until there is an answer or half a minute is over.</summary>
    private async Task<string> TrickleAsync(TestUser user, SessionId sessionId)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(api.System.Apis[0].Address.Host, api.System.Apis[0].Address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {Routes.Upload}?sessionId={sessionId} HTTP/1.1\r\nHost: api\r\nAuthorization: Bearer {user.Tokens.AccessToken}\r\n"
            + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000\r\n\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n\r\n"));
        var buffer = new byte[4096];
        var answer = stream.ReadAsync(buffer).AsTask();
        try
        {
            for (var i = 0; i < 300 && !answer.IsCompleted; i++)
            {
                await stream.WriteAsync(new byte[100]);
                await Task.WhenAny(answer, Task.Delay(TimeSpan.FromMilliseconds(100)));
            }
        }
        catch (IOException)
        {
            // Cut off while it sent.
        }

        return Encoding.ASCII.GetString(buffer, 0, await answer);
    }

    public sealed class Fixture() : SystemFixture(
        apis: 1, workers: 0, ("Limits__SlowestUpload", "100000"), ("Limits__UploadGrace", "00:00:02"));
}
