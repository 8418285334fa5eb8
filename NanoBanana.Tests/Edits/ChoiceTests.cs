using System.Net;
using System.Net.Http.Json;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Edits;
using NanoBanana.Core.Edits;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Edits;

/// <summary>Shape, size, quality and seed of an edit, what it costs and what it came to.</summary>
public sealed class ChoiceTests(RemoteEditTests.Fixture api) : IClassFixture<RemoteEditTests.Fixture>
{
    [Fact]
    public async Task What_is_chosen_is_passed_on_measured_and_charged()
    {
        using var alice = await api.System.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Session");
        var image = await alice.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg(320, 240));
        var prompt = $"choices {Guid.NewGuid():N}";
        var before = await EngineAsync(alice);

        var asked = await alice.Api.CreateEditAsync(session.Id, new(prompt, [image.Id], Variants: 2, Engine: "gemini")
        {
            AspectRatio = "16:9",
            Size = "4K",
            Seed = 7,
        });
        var units = 2 * before.UnitsByChoice["4K"];
        Assert.True(before.UnitsByChoice["4K"] > before.Units);
        Assert.Equal((new EditTerms(null, "16:9", "4K", null, 7), new EditUnits(units, 0)), (asked.Asked, asked.Units));
        Assert.Equal(before.UnitsLeft - units, (await EngineAsync(alice)).UnitsLeft);

        var done = await alice.FinishedAsync(asked.Id);
        var result = await alice.Api.GetImageAsync(done.ResultIds[0]);
        Assert.Equal(new EditTerms(null, "16:9", $"{result.Width}x{result.Height}", null, 7), done.Applied);
        Assert.InRange((double)result.Width / result.Height, 1.72, 1.84);
        Assert.Equal(new EditUnits(units, units), done.Units);
        var calls = api.Provider.CallsWith(prompt);
        Assert.All(calls, call => Assert.Equal(("16:9", "4K"), (call.Fields["aspectRatio"], call.Fields["imageSize"])));
        Assert.Equal(["7", "8"], calls.Select(call => call.Fields["seed"]).Order());
        Assert.Equal(asked.Asked, (await alice.Api.RetryEditAsync(asked.Id)).Asked);
    }

    [Fact]
    public async Task A_refused_choice_says_what_is_offered_and_costs_nothing()
    {
        using var alice = await api.System.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var problem = await alice.Http
            .PostAsJsonAsync(Routes.SessionEdits(session.Id), new { prompt = "x", engine = "gemini", aspectRatio = "7:5" })
            .ShouldBeProblemAsync(HttpStatusCode.BadRequest);
        Assert.Contains("16:9", problem.GetProperty("errors").GetProperty("aspectRatio")[0].GetString()!, StringComparison.Ordinal);
        Assert.Equal(0, (await alice.Api.GetUsageAsync()).UnitsToday);
        Assert.Empty((await alice.Api.ListMessagesAsync(session.Id)).Items);
    }

    [Fact]
    public void A_row_with_a_number_of_units_is_read()
    {
        var edit = new Edit(
            new("e"), new("s"), EditStatus.Succeeded, """a "units":9 b""", [], null, 1, "local", 1, [], null, "m", null, default,
            null, null, new("u"), null, new(3, 3));
        var row = EditRows.Write(edit);
        var old = row.Replace("""{"estimated":3,"charged":3}""", "3", StringComparison.Ordinal);
        Assert.NotEqual(row, old);
        Assert.Equal(row, EditRows.Write(EditRows.Read(old)));
        Assert.Equal(row, EditRows.Write(EditRows.Read(row)));
    }

    private static async Task<EngineInfo> EngineAsync(TestUser user) =>
        (await user.Api.ListEnginesAsync()).Single(engine => engine.Id == "gemini");
}
