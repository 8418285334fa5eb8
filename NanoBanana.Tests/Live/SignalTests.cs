using NanoBanana.Api.Live;

namespace NanoBanana.Tests.Live;

public sealed class SignalTests
{
    private readonly Signal _signal = new();

    [Fact]
    public async Task What_is_set_before_a_wait_is_remembered_once()
    {
        _signal.Set();
        _signal.Set();
        Assert.True(_signal.WaitAsync().AsTask().IsCompletedSuccessfully);
        var waiting = _signal.WaitAsync().AsTask();
        Assert.False(waiting.IsCompleted);
        _signal.Set();
        await waiting;
    }

    [Fact]
    public async Task Sets_that_race_with_waits_complete_each_wait_once()
    {
        var waiter = Task.Run(async () =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                await _signal.WaitAsync();
            }
        });
        while (!waiter.IsCompleted)
        {
            _signal.Set();
        }

        await waiter;
    }
}
