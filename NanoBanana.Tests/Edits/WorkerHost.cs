using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Messages;
using NanoBanana.Core;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Engines;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Images;
using NanoBanana.Core.Jobs;
using NanoBanana.Core.Messages;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using NanoBanana.Core.Storage;
using NanoBanana.Imaging;
using NanoBanana.Imaging.Compositing;
using NanoBanana.Tests.Faults;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;
using NanoBanana.Worker;
using StackExchange.Redis;

namespace NanoBanana.Tests.Edits;

/// <summary>The worker's services in this process, on a Redis of their own, with an engine that does as it is told.</summary>
public abstract class WorkerHost(bool running) : IAsyncLifetime
{
    public static readonly UserId User = new("0123456789abcdef0123456789abcdef");

    private RedisServer _server = null!;
    private IHost _host = null!;

    internal IServiceProvider Services => _host.Services;

    internal ScriptedEngine Engine => Services.GetRequiredKeyedService<IImageGenerator>("scripted").GetService<ScriptedEngine>()!;

    internal EditStore Edits => Services.GetRequiredService<EditStore>();

    internal IDatabase Database => Services.GetRequiredService<IDatabase>();

    internal IJobHandler Handler => Services.GetServices<IJobHandler>().Single(handler => handler.Kind == JobKinds.Edit);

    public async Task InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Testing" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:redis"] = _server.ConnectionString,
            ["Storage:Type"] = "local",
            ["Storage:Directory"] = Watchdog.TemporaryDirectory(),
            ["Engines:Default"] = "scripted",
            ["Edits:Deadline"] = "00:00:01",
            ["Edits:UnitsPerDay"] = "1000",
            ["Edits:OpenPerUser"] = "1000",
            ["Jobs:Attempts"] = "3",
            ["Jobs:Concurrency"] = "1",
            ["Jobs:FirstRetry"] = "00:00:00.01",
            ["Jobs:Lease"] = "00:00:02",
        });
        builder.Logging.ClearProviders();
        builder.AddRedisConnection();
        builder.AddCore();
        builder.Services.AddObjectStorage();
        builder.Services.AddImaging();
        builder.Services.AddEngine<ScriptedEngine>("scripted");
        builder.Services.AddSingleton<IResultCompositor, PlainCompositor>();
        builder.Services.AddWorker();
        _host = builder.Build();
        if (running)
        {
            await _host.StartAsync();
        }
        await Database.HashSetAsync(Keys.User(User), "username", "alice");
    }

    public async Task DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await _server.DisposeAsync();
    }

    internal async Task<SessionId> SessionAsync() =>
        (await Services.GetRequiredService<SessionStore>().CreateAsync(User, new(NewId()), "Session")).Id;

    internal async Task<ImageRow> UploadAsync(SessionId sessionId, bool isSelection = false)
    {
        using var file = await TemporaryUpload.CreateAsync(Services.GetRequiredService<IObjectStore>(), "picture.jpg");
        await file.WriteAsync(Uploads.UniqueJpeg(), default);
        file.Complete();
        var header = ((ImageHeaderResult.Found)ImageHeaderReader.Read(file.Content)).Header;
        return (await Services.GetRequiredService<UploadService>().AddAsync(
            User, sessionId, NewId(), file, header, isSelection, default)).Value!;
    }

    internal Task<Edit> AskAsync(SessionId sessionId, int variants = 1, string prompt = "do something", params ImageId[] imageIds) =>
        AskAsync(sessionId, variants, prompt, imageIds, null);

    internal Task<Edit> AskMaskedAsync(SessionId sessionId, ImageId imageId, ImageId maskImageId) =>
        AskAsync(sessionId, 1, "do something", [imageId], maskImageId);

    private async Task<Edit> AskAsync(SessionId sessionId, int variants, string prompt, ImageId[] imageIds, ImageId? maskImageId)
    {
        var edit = new Edit(
            new(Id.InSession(NewId(), sessionId)), sessionId, EditStatus.Queued, prompt, imageIds, maskImageId, variants, "scripted", 0, [],
            null,
            Id.InSession(NewId(), sessionId), null, DateTimeOffset.UtcNow, null, null, User, null, new(variants, 0));
        await Services.GetRequiredService<UnitLedger>().ReserveAsync(User, edit.Id, variants, isRemote: false);
        return (await Edits.CreateAsync(User, edit)).Value!;
    }

    /// <summary>An edit by another engine than the scripted one.</summary>
    internal async Task<Edit> AskLocalAsync(SessionId sessionId, string prompt, params ImageId[] imageIds)
    {
        var edit = new Edit(
            new(Id.InSession(NewId(), sessionId)), sessionId, EditStatus.Queued, prompt, imageIds, null, 1, "local", 0, [], null,
            Id.InSession(NewId(), sessionId), null, DateTimeOffset.UtcNow, null, null, User, null, new(1, 0));
        await Services.GetRequiredService<UnitLedger>().ReserveAsync(User, edit.Id, 1, isRemote: false);
        return (await Edits.CreateAsync(User, edit)).Value!;
    }

    internal async Task<Edit> FindAsync(Edit edit) => (await Edits.FindAsync(User, edit.Id))!.Value.Edit;

    internal Task<Edit> FinishedAsync(Edit edit) => Eventually.GetAsync(
        async () => await FindAsync(edit) is var now && now.IsFinished() ? now : null, "the edit to be finished");

    /// <summary>Waits until nothing is left to do about it.</summary>
    internal Task SettledAsync(Edit edit) => Eventually.TrueAsync(
        async () => !await Database.HashExistsAsync(Keys.OpenEdits(edit.SessionId), edit.Id.Value), "the edit to be settled");

    internal async Task<List<string>> EventsAsync(Edit edit) =>
        [.. (await new Inspector(Database).LogAsync(edit.SessionId))
            .Where(entry => entry.Type.StartsWith("edit.", StringComparison.Ordinal) && entry.Id == edit.Id)
            .Select(entry => entry.Type)];

    internal async Task<List<Message>> RepliesAsync(Edit edit) =>
        await Services.GetRequiredService<MessageStore>().OldestFirstAsync(edit.SessionId, CancellationToken.None)
            .Where(message => message.EditId == edit.Id && message.Role == MessageRole.Assistant).ToListAsync();

    internal async Task<int> UnitsAsync(Edit edit) =>
        (int)await Database.HashGetAsync(Keys.Units(User, DateOnly.FromDateTime(Id.TimeOf(edit.Id).UtcDateTime)), edit.Id.Value);

    /// <summary>The job as the worker with this token takes it.</summary>
    internal static TakenJob Taken(Edit edit, long token, int attempt = 1) =>
        new(new(edit.Id, JobKinds.Edit, edit.AuthorId, edit.SessionId, JobPriorities.Remote), attempt, token);

    private static string NewId() => Id.New(DateTimeOffset.UtcNow);
}

/// <summary>One whose worker works.</summary>
public sealed class RunningWorkerHost() : WorkerHost(running: true);

/// <summary>One in which only the test itself does jobs.</summary>
public sealed class IdleWorkerHost() : WorkerHost(running: false);
