using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NanoBanana.Contracts.Images;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Events;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Images;
using NanoBanana.Core.Jobs;
using NanoBanana.Core.Messages;
using NanoBanana.Core.Outbox;
using NanoBanana.Core.Sessions;
using NanoBanana.Core.Storage;
using NanoBanana.Core.Throttling;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;
using CommandStatus = NanoBanana.Core.CommandStatus;

namespace NanoBanana.Tests.Faults;

/// <summary>Two workers that believe they have the same image in hand: only the newer one's result counts.</summary>
public sealed class FenceTests : IAsyncLifetime
{
    private static readonly TimeProvider Time = TimeProvider.System;
    private readonly SessionId _sessionId = new(Id.New(Time.GetUtcNow()));
    private RedisServer _server = null!;
    private ConnectionMultiplexer _redis = null!;
    private ImageStore _images = null!;
    private ImageRow _image = null!;

    public async Task InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        _redis = await ConnectionMultiplexer.ConnectAsync(_server.ConnectionString);
        var database = _redis.GetDatabase();
        var options = Options.Create(new EventOptions());
        var pending = new PendingWork(database, Time);
        var projection = new MembershipProjection(database, options);
        var transaction = new SessionTransaction(
            database, pending, projection, new(projection, pending, Time, NullLogger<ProjectionQueue>.Instance), NoMeters.Events,
            options, Time, NullLogger<SessionTransaction>.Instance);
        var jobs = new JobQueue(database, NoMeters.Jobs);
        var store = new FileObjectStore(new() { Directory = Watchdog.TemporaryDirectory() }, Time);
        var references = new ObjectReferences(
            database, pending, store, new RemovalHold(database), Options.Create(new ImageOptions()), Time);
        var units = new UnitLedger(database, Options.Create(new EditOptions()), Time);
        // No edit here belongs to a run.
        var settlement = new EditSettlement(database, units, new(database, Time), runs: null!);
        var edits = new EditCancellation(database, transaction, references, jobs, settlement, NoMeters.Edits, Time);
        var quota = new StorageQuota(
            database, Options.Create(new ImageOptions()), Options.Create(new SessionOptions()), Options.Create(new MessageOptions()),
            new(Time), Time);
        var sessions = new SessionStore(
            database, transaction, pending, projection, edits, quota, Options.Create(new SessionOptions()), options, Time);
        _images = new(database, sessions, transaction, new(database, jobs, Options.Create(new JobOptions())), pending);

        await sessions.CreateAsync(new("alice"), _sessionId, "");
        _image = new(new(Id.InSession(Id.New(Time.GetUtcNow()), _sessionId)), _sessionId, new("alice"), ImageStatus.Processing, "picture",
            "image/jpeg", 1, 1, 1, new('0', 64), null, null, null, null, Time.GetUtcNow(), null);
        Assert.Equal(CommandStatus.Ok, (await _images.AddAsync(new("alice"), _image)).Status);
    }

    public async Task DisposeAsync()
    {
        _redis.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_older_workers_result_is_refused_while_the_newer_one_works()
    {
        Assert.Equal(CommandStatus.Ok, await ClaimAsync(1));
        Assert.Equal(CommandStatus.Ok, await ClaimAsync(2));
        Assert.Equal(CommandStatus.Fenced, await FinishAsync(1, ImageStatus.Rejected));
        Assert.Equal(CommandStatus.Ok, await FinishAsync(2, ImageStatus.Ready));
        await ShouldBeUpdatedOnceAsync();
    }

    [Fact]
    public async Task The_older_workers_result_is_refused_when_the_newer_one_is_done()
    {
        Assert.Equal(CommandStatus.Ok, await ClaimAsync(1));
        Assert.Equal(CommandStatus.Ok, await ClaimAsync(2));
        Assert.Equal(CommandStatus.Ok, await FinishAsync(2, ImageStatus.Ready));
        Assert.Equal(CommandStatus.Done, await FinishAsync(1, ImageStatus.Rejected));
        Assert.Equal(CommandStatus.Done, await ClaimAsync(3));
        await ShouldBeUpdatedOnceAsync();
    }

    [Fact]
    public async Task An_older_worker_that_comes_late_is_shut_out()
    {
        Assert.Equal(CommandStatus.Ok, await ClaimAsync(2));
        Assert.Equal(CommandStatus.Fenced, await ClaimAsync(1));
        Assert.Equal(CommandStatus.Ok, await FinishAsync(2, ImageStatus.Ready));
        await ShouldBeUpdatedOnceAsync();
    }

    private async Task<CommandStatus> ClaimAsync(long token) => (await _images.ClaimAsync(_sessionId, _image.Id, token)).Status;

    private Task<CommandStatus> FinishAsync(long token, ImageStatus status) => _images.FinishAsync(_image with { Status = status }, token);

    private async Task ShouldBeUpdatedOnceAsync()
    {
        var updates = (await new Inspector(_redis.GetDatabase()).LogAsync(_sessionId)).Where(entry => entry.Type == "image.updated");
        Assert.True(Assert.Single(updates).MakesReady);
    }
}
