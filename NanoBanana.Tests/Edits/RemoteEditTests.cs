using NanoBanana.Contracts.Edits;
using NanoBanana.Tests.Engines.Providers;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Edits;

/// <summary>Edits by an engine on the network, in real processes.</summary>
public sealed class RemoteEditTests(RemoteEditTests.Fixture api) : IClassFixture<RemoteEditTests.Fixture>
{
    [Fact]
    public async Task Variants_come_from_an_engine_on_the_network_and_the_next_edit_tells_it_what_went_before()
    {
        using var alice = await api.System.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Session");
        var image = await alice.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg(320, 240));
        var asked = await alice.Api.CreateEditAsync(session.Id, new("first change", [image.Id], Variants: 2, Engine: "gemini"));
        var first = await alice.FinishedAsync(asked.Id);
        Assert.Equal((EditStatus.Succeeded, 2, 2), (first.Status, first.ResultIds.Count, first.Units.Charged));

        asked = await alice.Api.CreateEditAsync(session.Id, new("second change", [first.ResultIds[0]], Engine: "gemini"));
        Assert.Equal(EditStatus.Succeeded, (await alice.FinishedAsync(asked.Id)).Status);
        Assert.Contains(
            "first change", System.Text.Encoding.UTF8.GetString(Assert.Single(api.Provider.CallsWith("second change")).Body),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_worker_leaves_one_outcome_and_its_engine_is_asked_once()
    {
        using var alice = await api.System.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Session");
        var prompt = $"{Guid.NewGuid():N} mode:hang";
        var asked = await alice.Api.CreateEditAsync(session.Id, new(prompt, Engine: "gemini"));
        await Eventually.TrueAsync(() => api.Provider.CallsWith(prompt).Count > 0, "the engine to be asked");
        var worker = api.System.Workers[0];
        worker.Kill();
        await worker.RestartAsync();

        var edit = await alice.FinishedAsync(asked.Id);
        Assert.Equal((EditStatus.Failed, EditProblems.Provider, 0), (edit.Status, edit.Problem!.Code, edit.Units.Charged));
        Assert.Contains("charged", edit.Problem.Detail, StringComparison.Ordinal);
        Assert.Single(api.Provider.CallsWith(prompt));
        Assert.Single((await alice.Api.ListMessagesAsync(session.Id)).Items);
        await Eventually.TrueAsync(async () => (await alice.Api.GetUsageAsync()).UnitsToday == 0, "the unit to be given back");
    }

    [Fact]
    public async Task A_worker_that_is_asked_to_stop_waits_for_what_may_be_charged()
    {
        using var alice = await api.System.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Session");
        var prompt = $"{Guid.NewGuid():N} mode:slow";
        var asked = await alice.Api.CreateEditAsync(session.Id, new(prompt, Engine: "gemini"));
        await Eventually.TrueAsync(() => api.Provider.CallsWith(prompt).Count > 0, "the engine to be asked");
        var worker = api.System.Workers[0];
        await worker.StopAsync();
        Assert.Equal(EditStatus.Succeeded, (await alice.Api.GetEditAsync(asked.Id)).Status);
        await worker.RestartAsync();
        Assert.Single(api.Provider.CallsWith(prompt));
    }

    public sealed class Fixture : IAsyncLifetime
    {
        public LocalSystem System { get; private set; } = null!;

        internal ProviderServer Provider { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Provider = await ProviderServer.StartAsync();

            // A worker that the machine keeps waiting for longer loses its lease, and what it asked for is not asked again.
            System = await LocalSystem.StartAsync(apis: 1, workers: 1, Provider.Settings.Append(new("Jobs__Lease", "00:00:06")));
        }

        public async Task DisposeAsync()
        {
            await System.DisposeAsync();
            await Provider.DisposeAsync();
        }
    }
}
