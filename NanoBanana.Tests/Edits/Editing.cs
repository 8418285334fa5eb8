using NanoBanana.Contracts.Edits;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Edits;

/// <summary>Editing in few words.</summary>
internal static class Editing
{
    /// <summary>Asks, and waits for the end whatever it is.</summary>
    public static async Task<Edit> EditAsync(this TestUser user, SessionId sessionId, string prompt, params ImageId[] imageIds) =>
        await user.FinishedAsync((await user.Api.CreateEditAsync(sessionId, new(prompt, imageIds))).Id);

    public static Task<Edit> FinishedAsync(this TestUser user, EditId editId, TimeSpan? within = null) => Eventually.GetAsync(
        async () => await user.Api.GetEditAsync(editId) is { FinishedAt: not null } edit ? edit : null, "the edit to be finished",
        within ?? TimeSpan.FromSeconds(60));
}
