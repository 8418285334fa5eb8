using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Core.Jobs;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Images.Selections;

/// <summary>
/// Asks a worker for selections. Ask and answer lie side by side in Redis for a few minutes: the same ask about the same picture is one
/// job, and is answered once.
/// </summary>
internal sealed class SelectionJobs(JobQueue jobs, IDatabase database, IOptions<JobOptions> options)
{
    private const string Prefix = "selection-";
    private const string Ask = "ask", Picture = "picture", Mask = "mask", Confidence = "confidence", Coverage = "coverage",
        Refusal = "refusal";

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    /// <returns>What names the ask.</returns>
    public static string IdOf(ImageRow image, SelectionRequest request) => Convert.ToHexStringLower(SHA256.HashData(
        [.. Convert.FromHexString(image.Sha256), .. JsonSerializer.SerializeToUtf8Bytes(request, ContractJson.Default.SelectionRequest)]));

    /// <summary>The channel that speaks when the job is done or given up.</summary>
    public static string EndChannel(string id) => JobKeys.EndChannelPrefix + Prefix + id;

    /// <param name="userId">Who waits for it: before their own edits, and in turn with other users.</param>
    public async Task<Enqueued> EnqueueAsync(string id, ImageRow image, SelectionRequest request, UserId userId)
    {
        var key = Keys.Selection(id);
        await database.HashSetAsync(key,
        [
            new(Ask, JsonSerializer.Serialize(request, ContractJson.Default.SelectionRequest)), new(Picture, image.Sha256),
        ]);
        await database.KeyExpireAsync(key, Kept);
        return await jobs.EnqueueAsync(
            new(Prefix + id, JobKinds.Selection, userId, image.SessionId, JobPriorities.Interactive) { IsUrgent = true },
            options.Value.PendingPerUser);
    }

    public Task<bool> IsOpenAsync(string id) => jobs.IsOpenAsync(Prefix + id);

    /// <returns>Null when nobody waits for it any more.</returns>
    public async Task<SelectionAsk?> ReadAskAsync(Job job)
    {
        var found = await database.HashGetAsync(KeyOf(job), [Picture, Ask]);
        return found.Any(value => value.IsNull) ? null
            : new(found[0].ToString(), JsonSerializer.Deserialize(found[1].ToString(), ContractJson.Default.SelectionRequest)!);
    }

    public async Task AnswerAsync(Job job, SelectionAnswer answer)
    {
        var key = KeyOf(job);
        await database.HashSetAsync(key, answer.Refusal is { } refusal
            ? [new(Refusal, refusal), new(Mask, answer.Mask)]
            :
            [
                new(Mask, answer.Mask), new(Confidence, answer.Confidence.ToString("R", CultureInfo.InvariantCulture)),
                new(Coverage, answer.Coverage.ToString("R", CultureInfo.InvariantCulture)),
            ]);
        await database.KeyExpireAsync(key, Kept);
    }

    /// <returns>Null while there is none.</returns>
    public async Task<SelectionAnswer?> FindAnswerAsync(string id)
    {
        var found = await database.HashGetAsync(Keys.Selection(id), [Refusal, Mask, Confidence, Coverage]);
        return !found[0].IsNull ? new((byte[]?)found[1] ?? [], 0, 0, found[0].ToString())
            : found[1].IsNull ? null
            : new((byte[])found[1]!, (double)found[2], (double)found[3], null);
    }

    private static RedisKey KeyOf(Job job) => Keys.Selection(job.Id[Prefix.Length..]);
}

/// <summary>What came of a selection.</summary>
/// <param name="Mask">A PNG as large as the picture; with a refusal the one that is too weak to be used, or nothing.</param>
/// <param name="Refusal">A sentence for people, where nothing can be selected.</param>
internal sealed record SelectionAnswer(byte[] Mask, double Confidence, double Coverage, string? Refusal);

/// <summary>What is to be selected, in which picture.</summary>
internal sealed record SelectionAsk(string Sha256, SelectionRequest Request);
