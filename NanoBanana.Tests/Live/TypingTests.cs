using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Live;

public sealed class TypingTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task The_other_device_sees_typing_and_its_end()
    {
        await using var scene = await TypingScene.SetAsync(await api.CreateUserAsync());
        await scene.Writer.TypingAsync(scene.SessionId, true);
        await scene.SeesAsync(isTyping: true);
        await scene.Writer.TypingAsync(scene.SessionId, false);
        await scene.SeesAsync(isTyping: false);
        Assert.Empty(scene.SeenByWriter);
    }

    [Fact]
    public async Task Typing_ends_by_itself_after_five_seconds()
    {
        await using var scene = await TypingScene.SetAsync(await api.CreateUserAsync());
        await scene.Writer.TypingAsync(scene.SessionId, true);
        await scene.SeesAsync(isTyping: true);
        await scene.SeesAsync(isTyping: false);
    }

    [Fact]
    public async Task Typing_ends_with_the_connection()
    {
        await using var scene = await TypingScene.SetAsync(await api.CreateUserAsync());
        await scene.Writer.TypingAsync(scene.SessionId, true);
        await scene.SeesAsync(isTyping: true);
        await scene.Writer.DisposeAsync();
        await scene.SeesAsync(isTyping: false, TimeSpan.FromSeconds(4));
    }
}
