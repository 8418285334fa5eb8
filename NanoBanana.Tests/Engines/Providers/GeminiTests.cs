using NanoBanana.Contracts.Edits;
using NanoBanana.Core.Engines;

namespace NanoBanana.Tests.Engines.Providers;

/// <summary>The shipped client against a server that speaks Gemini's wire format.</summary>
public sealed class GeminiTests(ProviderFixture fixture) : IClassFixture<ProviderFixture>, IDisposable
{
    private const string Gemini = "gemini";

    private readonly EngineHost _host = EngineHost.Create(fixture.Server);

    private ProviderServer Server => fixture.Server;

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task A_picture_comes_back_changed_in_the_nearest_shape_and_the_models_own_size()
    {
        var answer = await _host.AskAsync(Gemini, "Exchange red and blue of the quarters", TestImages.Png(600, 410));

        var call = Assert.Single(Server.CallsWith("red and blue of the quarters"));
        Assert.Equal(("3:2", false), (call.Fields["aspectRatio"], call.Fields.ContainsKey("imageSize")));
        Assert.Equal(("image/png", 1024), (answer.MediaType, answer.Header().Width));
        Assert.Equal([30, 30, 220], TestPixels.Decode(answer.Data.ToArray(), "pngload_buffer").At(5, 5).ToArray());
    }

    [Theory]
    [InlineData(1000, 1010, "1:1")]
    [InlineData(4000, 2250, "16:9")]
    [InlineData(300, 2500, "1:8")]
    public async Task The_shape_follows_the_picture_and_a_large_one_does_not_ask_for_a_dearer_size(int width, int height, string ratio)
    {
        var prompt = $"Shape of {width} by {height}";
        await _host.AskAsync(Gemini, prompt, TestImages.Png(width, height));

        var fields = Assert.Single(Server.CallsWith(prompt)).Fields;
        Assert.Equal((ratio, false), (fields["aspectRatio"], fields.ContainsKey("imageSize")));
    }

    [Fact]
    public async Task Configuration_overrides_what_the_model_is_known_to_offer()
    {
        using var host = EngineHost.Create(Server, ("Gemini:AspectRatios:0", "1:1"), ("Gemini:ImageSizes:0", "512"),
            ("Gemini:ImageSize", "512"), ("Gemini:MaxInputs", "2"));
        await host.AskAsync(Gemini, "Overridden shape", TestImages.Png(300, 200));

        var fields = Assert.Single(Server.CallsWith("Overridden shape")).Fields;
        Assert.Equal(("1:1", "512", 2), (fields["aspectRatio"], fields["imageSize"], host.Catalogue.CapabilitiesOf(Gemini)!.MaxInputs));
    }

    [Fact]
    public async Task An_older_model_is_asked_for_no_size_and_takes_fewer_pictures()
    {
        using var host = EngineHost.Create(Server, ("GEMINI_MODEL", "gemini-2.5-flash-image"), Server.GeminiGateway);
        await host.AskAsync(Gemini, "Older model", TestImages.Png(60, 40));

        Assert.False(Assert.Single(Server.CallsWith("Older model")).Fields.ContainsKey("imageSize"));
        Assert.Equal(
            ("gemini-2.5-flash-image", 3),
            (host.Catalogue.CapabilitiesOf(Gemini)!.Model, host.Catalogue.CapabilitiesOf(Gemini)!.MaxInputs));
    }

    [Fact]
    public async Task Words_alone_make_a_picture()
    {
        var answer = await _host.AskAsync(Gemini, "A boat from words alone");

        Assert.Equal(1024, answer.Header().Width);
        Assert.False(Assert.Single(Server.CallsWith("boat from words alone")).Fields.ContainsKey("aspectRatio"));
    }

    [Fact]
    public async Task All_pictures_are_sent_the_one_to_change_first()
    {
        byte[][] pictures = [TestImages.Png(40, 30), TestImages.WebP(20, 20), TestImages.Jpeg(30, 30)];
        await _host.AskAsync(Gemini, "Several references", pictures);

        var call = Assert.Single(Server.CallsWith("Several references"));
        Assert.Equal(pictures[0], call.Pictures[0]);
        Assert.Equal([40, 20, 30], call.Pictures.Select(picture => ProviderPictures.Header(picture)!.Width));
        Assert.Equal(["image/png", "image/webp", "image/jpeg"], call.ContentTypes);
        Assert.Contains("first picture is the one to change", call.Prompt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Earlier_edits_are_told_as_earlier_turns_without_sending_the_last_result_twice()
    {
        EngineTurn[] history =
            [new("Add a boat", Asking.Content(TestImages.Png(33, 22))), new("Now at night", Asking.Content(TestImages.Png(34, 22)))];
        await _host.AskAsync(Gemini, "With history", TestImages.Png(35, 22), new(History: history));

        var call = Assert.Single(Server.CallsWith("With history"));
        Assert.Equal("3", call.Fields["turns"]);
        Assert.Matches("(?s)Add a boat.*Now at night.*With history", call.Fields["texts"]);
        Assert.Equal(35, ProviderPictures.Header(Assert.Single(call.Pictures))!.Width);
        Assert.Equal(2, Count(call.Body, "inlineData"));
    }

    [Fact]
    public async Task Of_the_earlier_edits_only_as_many_are_shown_as_the_model_takes()
    {
        using var host = EngineHost.Create(Server, ("GEMINI_MODEL", "gemini-2.5-flash-image"), Server.GeminiGateway);
        var history = Enumerable.Range(0, 5).Select(i => new EngineTurn($"Step {i}", Asking.Content(TestImages.Png(30 + i, 20)))).ToArray();
        await host.AskAsync(Gemini, "Long history", TestImages.Png(40, 20), new(History: history));

        var call = Assert.Single(Server.CallsWith("Long history"));
        Assert.DoesNotContain("Step 1", call.Fields["texts"], StringComparison.Ordinal);
        Assert.Matches("(?s)Step 2.*Step 3.*Step 4", call.Fields["texts"]);
    }

    [Fact]
    public async Task A_mask_is_told_in_words_and_shown_as_the_last_picture()
    {
        await _host.AskAsync(Gemini, "Masked", TestImages.Png(200, 100), new(Mask: Asking.Mask(200, 100, 50, 20, 100, 80)));

        var call = Assert.Single(Server.CallsWith("Masked"));
        Assert.Contains("from 25 % to 50 % of its width and from 20 % to 80 % of its height", call.Prompt, StringComparison.Ordinal);
        Assert.Contains("last picture is a mask", call.Prompt, StringComparison.Ordinal);
        Assert.Equal(2, call.Pictures.Count);
    }

    [Fact]
    public async Task Without_room_for_a_mask_the_words_say_where()
    {
        using var host = EngineHost.Create(Server, ("Gemini:MaxInputs", "1"));
        await host.AskAsync(Gemini, "Masked without room", TestImages.Png(200, 100), new(Mask: Asking.Mask(200, 100, 50, 20, 100, 80)));

        var call = Assert.Single(Server.CallsWith("Masked without room"));
        Assert.Contains("from 25 % to 50 %", call.Prompt, StringComparison.Ordinal);
        Assert.DoesNotContain("last picture", call.Prompt, StringComparison.Ordinal);
        Assert.Single(call.Pictures);
    }

    [Theory]
    [InlineData("thought", "image/png", 1024)]
    [InlineData("several", "image/png", 1024)]
    [InlineData("snake", "image/png", 1024)]
    [InlineData("jpeg", "image/jpeg", 1024)]
    [InlineData("drift", "image/png", 1024)]
    [InlineData("data-url", "image/png", 1024)]
    [InlineData("base64url", "image/png", 1024)]
    [InlineData("wrapped", "image/png", 1024)]
    public async Task The_result_is_found_in_every_form_of_answer_and_is_what_its_bytes_are(string mode, string type, int width)
    {
        var answer = await _host.AskAsync(Gemini, $"mode:{mode} please", TestImages.Png(40, 40));

        Assert.Equal((type, width), (answer.MediaType, answer.Header().Width));
    }

    [Theory]
    [InlineData("block-safety", "unsafe")]
    [InlineData("block-other", "no further reason")]
    [InlineData("block-blocklist", "forbidden")]
    [InlineData("block-prohibited-content", "prohibited")]
    [InlineData("block-image-safety", "unsafe")]
    [InlineData("block-something-new", "SOMETHING_NEW")]
    [InlineData("finish-safety", "unsafe")]
    [InlineData("finish-recitation", "existing work")]
    [InlineData("finish-language", "language")]
    [InlineData("finish-blocklist", "forbidden")]
    [InlineData("finish-prohibited-content", "prohibited")]
    [InlineData("finish-spii", "personal data")]
    [InlineData("finish-image-safety", "unsafe")]
    [InlineData("finish-image-prohibited-content", "prohibited")]
    [InlineData("finish-image-recitation", "existing work")]
    public async Task What_its_rules_forbid_is_blocked_with_the_reason_and_asked_once(string mode, string reason)
    {
        var failure = await _host.AskAsync(Gemini, $"mode:{mode} x", TestImages.Png(20, 20)).ShouldFailAsync(EditProblems.Blocked);

        Assert.Contains(reason, failure.Problem.Title, StringComparison.Ordinal);
        Assert.Null(failure.RetryAfter);
        Assert.Single(Server.CallsWith($"mode:{mode} x"));
    }

    [Fact]
    public async Task A_picture_that_did_not_come_is_asked_for_again()
    {
        await _host.AskAsync(Gemini, "mode:no-image,no-parts,ok", TestImages.Png(20, 20));

        Assert.Equal(3, Server.CallsWith("mode:no-image,no-parts,ok").Count);
    }

    [Theory]
    [InlineData("no-image", 3)]
    [InlineData("no-parts", 3)]
    [InlineData("no-candidates", 3)]
    [InlineData("finish-image-other", 3)]
    [InlineData("text-only", 3)]
    [InlineData("finish-max-tokens", 1)]
    [InlineData("finish-other", 1)]
    public async Task Without_a_picture_it_is_given_up_after_a_few_calls(string mode, int calls)
    {
        var failure = await _host.AskAsync(Gemini, $"mode:{mode} giving up", TestImages.Png(20, 20)).ShouldFailAsync(EditProblems.NoImage);

        Assert.Null(failure.RetryAfter);
        Assert.Equal(calls, Server.CallsWith($"mode:{mode} giving up").Count);
    }

    [Fact]
    public async Task What_the_model_said_instead_of_drawing_is_passed_on()
    {
        var failure = await _host.AskAsync(Gemini, "mode:text-only passed on").ShouldFailAsync(EditProblems.NoImage);

        Assert.Contains("a boat on a lake", failure.Problem.Detail, StringComparison.Ordinal);
    }

    private static int Count(byte[] body, string word) => System.Text.Encoding.UTF8.GetString(body).Split(word).Length - 1;
}
