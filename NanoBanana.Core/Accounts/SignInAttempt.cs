namespace NanoBanana.Core.Accounts;

/// <summary>One try with a password. Disposed of without having failed, it counts for nothing.</summary>
/// <param name="subjects">What it counts for; the account at its address comes first.</param>
internal sealed class SignInAttempt(Lockout lockout, string id, IReadOnlyList<LockoutSubject> subjects) : IAsyncDisposable
{
    private bool _hasFailed;

    public string Id => id;

    /// <summary>How long to wait before the next try; zero when this one may be made.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>The password was wrong.</summary>
    public Task FailAsync()
    {
        _hasFailed = true;
        return lockout.FailAsync(id, subjects);
    }

    /// <summary>The password was right: earlier failures for this account at this address were its owner's typing errors.</summary>
    public Task SucceedAsync() => lockout.ForgetAsync(subjects[0]);

    public async ValueTask DisposeAsync()
    {
        if (!_hasFailed)
        {
            await lockout.UndoAsync(id, subjects);
        }
    }
}
