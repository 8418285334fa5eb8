using NanoBanana.Api.Sharing;
using NanoBanana.Contracts.Operators;
using NanoBanana.Core.Accounts;
using NanoBanana.Core.Images;
using NanoBanana.Core.Jobs;
using NanoBanana.Core.Operators;

namespace NanoBanana.Api.Operators;

/// <summary>What operators do. Each action is in their log before it is done; what there is nothing to do about is not.</summary>
internal sealed class OperatorCommands(
    OperatorLog log, OperatorStore operators, DeadJobs jobs, EditPause pause, ImageStore images, UserStore users, DeviceStore devices,
    PasswordResets resets, ShareLinks links)
{
    /// <summary>Makes an account an operator, or takes that from it.</summary>
    /// <returns>False when it was so already.</returns>
    public async Task<bool> AppointAsync(UserId operatorId, UserId userId, bool appointed)
    {
        if (await operators.ContainsAsync(userId) == appointed)
        {
            return false;
        }

        await log.NoteAsync(operatorId, appointed ? OperatorActions.OperatorAdded : OperatorActions.OperatorRemoved, userId);
        return await (appointed ? operators.AddAsync(userId) : operators.RemoveAsync(userId));
    }

    /// <summary>Keeps workers from taking edits, or lets them.</summary>
    /// <returns>False when it was so already.</returns>
    public async Task<bool> PauseEditsAsync(UserId operatorId, bool paused)
    {
        if (await pause.IsPausedAsync() == paused)
        {
            return false;
        }

        await log.NoteAsync(operatorId, paused ? OperatorActions.EditsPaused : OperatorActions.EditsResumed, "");
        await pause.SetAsync(paused);
        return true;
    }

    /// <returns>False when no such job was given up.</returns>
    public async Task<bool> RetryAsync(UserId operatorId, string jobId)
    {
        if (await jobs.FindAsync(jobId) is not { IsDead: true } job)
        {
            return false;
        }

        await log.NoteAsync(operatorId, OperatorActions.JobRetried, jobId);
        if (job.Kind == JobKinds.Thumbnail)
        {
            await images.ReviveAsync(job.SessionId, new(jobId));
        }

        return await jobs.ReviveAsync(jobId);
    }

    /// <returns>False when no such job was given up.</returns>
    public async Task<bool> DropAsync(UserId operatorId, string jobId)
    {
        if (await jobs.FindAsync(jobId) is not { IsDead: true })
        {
            return false;
        }

        await log.NoteAsync(operatorId, OperatorActions.JobDropped, jobId);
        return await jobs.DropAsync(jobId);
    }

    /// <summary>Keeps an account out, which signs it out everywhere and takes back its link to a new password; or lets it in.</summary>
    public async Task DisableAsync(UserId operatorId, UserId userId, bool disabled)
    {
        await log.NoteAsync(operatorId, disabled ? OperatorActions.AccountDisabled : OperatorActions.AccountEnabled, userId);
        await users.DisableAsync(userId, disabled);
        if (disabled)
        {
            await resets.EraseAsync(userId);
            await devices.RemoveAllButAsync(userId, null);
        }
    }

    public async Task SignOutAsync(UserId operatorId, UserId userId)
    {
        await log.NoteAsync(operatorId, OperatorActions.AccountSignedOut, userId);
        await devices.RemoveAllButAsync(userId, null);
    }

    public async Task<PasswordLink> MakePasswordLinkAsync(UserId operatorId, UserId userId)
    {
        await log.NoteAsync(operatorId, OperatorActions.PasswordLinkMade, userId);
        var (code, expiresAt) = await resets.IssueAsync(userId);
        return new(links.PasswordReset(code), expiresAt);
    }
}
