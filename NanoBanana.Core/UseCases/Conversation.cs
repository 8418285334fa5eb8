using NanoBanana.Contracts.Edits;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Engines;
using NanoBanana.Core.Engines.Local;
using NanoBanana.Core.Engines.Local.Grammar;
using NanoBanana.Core.Images;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.UseCases;

/// <summary>What an edit comes to, in the light of the edits before it.</summary>
internal abstract record Meaning
{
    /// <summary>Work for the engine.</summary>
    /// <param name="Edit">With the words, the pictures and the mask to work with, which may be those of an edit before.</param>
    /// <param name="Strength">A factor on every amount.</param>
    internal sealed record Wish(Edit Edit, double Strength) : Meaning;

    /// <summary>Words, and pictures that are there already.</summary>
    internal sealed record Answer(string Words, IReadOnlyList<ImageId> ImageIds) : Meaning;
}

/// <summary>
/// Understands prompts that speak of the edit before: "undo", "again", "a bit less". A correction is done anew on the picture that the edit
/// before
/// began with, not on top of it.
/// </summary>
internal sealed class Conversation(IDatabase database)
{
    private const int MostSteps = 64;

    public Task<Meaning> ReadAsync(Edit edit, EngineCapabilities engine) => ReadAsync(edit, engine, 0);

    private async Task<Meaning> ReadAsync(Edit edit, EngineCapabilities engine, int depth)
    {
        if (engine.Talk?.Invoke(edit.Prompt) is not { } talk || talk.Kind is TalkKind.Help or TalkKind.Hello or TalkKind.Thanks)
        {
            return new Meaning.Wish(edit, 1);
        }

        if (edit.ImageIds.Count == 0 || await FindAsync(edit.SessionId, edit.ImageIds[0]) is not { EditId: { } made } image
            || depth == MostSteps)
        {
            return new Meaning.Answer(LocalWords.NothingBefore(IsChinese(edit)), []);
        }

        return talk.Kind is TalkKind.Undo or TalkKind.Original
            ? await GoBackAsync(edit, image, talk.Kind)
            : await RepeatAsync(edit, talk, await database.FindEditAsync(edit.SessionId, made), engine, depth);
    }

    /// <summary>The picture before, or the first; one that was deleted is passed over.</summary>
    private async Task<Meaning> GoBackAsync(Edit edit, ImageRow image, TalkKind kind)
    {
        ImageId? found = null;
        for (var (row, steps) = (image, 0); row.ParentId is { } parent && steps < MostSteps * MostSteps; steps++)
        {
            if (await FindAsync(edit.SessionId, parent) is { } before)
            {
                (row, found) = (before, parent);
            }
            else if (await ReadAsync(Keys.Tombstones(edit.SessionId), parent) is { } gone)
            {
                row = gone;
            }
            else
            {
                break;
            }

            if (found is not null && kind == TalkKind.Undo)
            {
                break;
            }
        }

        return found is { } earlier
            ? new Meaning.Answer(LocalWords.WentBack(IsChinese(edit), kind), [earlier])
            : new Meaning.Answer(LocalWords.NothingBefore(IsChinese(edit)), []);
    }

    private async Task<Meaning> RepeatAsync(Edit edit, Talk talk, Edit? before, EngineCapabilities engine, int depth)
    {
        if (before is null || before.Engine != edit.Engine
            || await ReadAsync(before, engine, depth + 1) is not Meaning.Wish { Edit: var meant, Strength: var strength })
        {
            return new Meaning.Answer(LocalWords.NothingToRepeat(IsChinese(edit)), []);
        }

        var wish = talk.Kind switch
        {
            TalkKind.Again => meant with { ImageIds = [edit.ImageIds[0], .. meant.ImageIds.Skip(1)] },
            TalkKind.Instead => meant with { Prompt = talk.Wish },
            _ => meant,
        };
        foreach (var input in wish.Inputs())
        {
            if (await FindAsync(edit.SessionId, input) is null)
            {
                return new Meaning.Answer(LocalWords.NothingToRepeat(IsChinese(edit)), []);
            }
        }

        return new Meaning.Wish(
            edit with { Prompt = wish.Prompt, ImageIds = wish.ImageIds, MaskImageId = wish.MaskImageId },
            talk.Kind == TalkKind.Instead ? 1 : strength * talk.Factor);
    }

    private static bool IsChinese(Edit edit) => Languages.AnswersInChinese(edit.Prompt, edit.Language);

    private Task<ImageRow?> FindAsync(SessionId sessionId, ImageId id) => ReadAsync(Keys.ImageRows(sessionId), id);

    private async Task<ImageRow?> ReadAsync(RedisKey rows, ImageId id) =>
        (string?)await database.HashGetAsync(rows, id.Value) is { } row ? ImageStore.Read(row) : null;
}
