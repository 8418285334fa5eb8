namespace NanoBanana.Core.Accounts;

/// <summary>One try with a password. It is taken back when it is disposed of without having failed.</summary>
/// <param name="subjects">What it counts for; the account at its address comes first.</param>
/// <param name="wait">How long to wait before the next try; zero when this one may be made.</param>
internal sealed class SignInAttempt(Lockout lockout, string id, IReadOnlyList<string> subjects, TimeSpan wait) : IAsyncDisposable
{
    private bool _isOver;

    public TimeSpan Wait => wait;

    /// <summary>The password was wrong.</summary>
    public void Fail() => _isOver = true;

    /// <summary>The password was right: earlier tries for this account at this address were its owner's typing errors.</summary>
    public async Task SucceedAsync()
    {
        await DisposeAsync();
        await lockout.ForgetAsync(subjects[0]);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isOver)
        {
            _isOver = true;
            await lockout.UndoAsync(id, subjects);
        }
    }
}
