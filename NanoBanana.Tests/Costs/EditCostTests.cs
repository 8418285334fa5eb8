using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using NanoBanana.Contracts.Edits;
using NanoBanana.Core.Engines;
using NanoBanana.Core.Engines.Local;
using NanoBanana.Core.Engines.Local.Grammar;
using NanoBanana.Imaging;
using NanoBanana.Imaging.Editing;

namespace NanoBanana.Tests.Costs;

/// <summary>What the local engine refuses before it begins, and what ends it when it has begun.</summary>
public sealed class EditCostTests
{
    [Theory]
    [InlineData(19)]
    [InlineData(660)]
    public async Task Too_many_or_too_wide_steps_are_refused_before_any_work(int blurs)
    {
        var prompt = $"a 7000x7000 blue canvas{string.Concat(Enumerable.Repeat(blurs > 100 ? ", blur" : ", blur 100 px", blurs))}";
        var problem = await RefuseAsync(new(), prompt);
        Assert.Equal(EditProblems.TooExpensive, problem.Code);
        Assert.Contains(blurs > 100 ? "20" : "4,000", problem.Detail!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_limit_is_told_in_the_language_of_the_prompt()
    {
        var problem = await RefuseAsync(new() { MaxEditSteps = 1 }, "1200x800 蓝色画布，模糊");
        Assert.Equal(EditProblems.TooExpensive, problem.Code);
        Assert.Contains("最多 1 步", problem.Detail!, StringComparison.Ordinal);
    }

    [Fact]
    public void Examples_and_everyday_edits_of_a_large_picture_are_not_too_expensive()
    {
        var cost = new EditCost(Options.Create(new ImagingOptions()));
        foreach (var prompt in LocalExamples.Prompts.Append("blur 20 px, sharpen 50%, brightness 10%, black and white"))
        {
            var program = Assert.IsType<Reading.Understood>(PromptParser.Parse(prompt)).Program;
            try
            {
                cost.Check(program, [new(6000, 4000), new(6000, 4000)]);
            }
            catch (EditRefusedException)
            {
                // It does not fit, whatever it costs.
            }
        }
    }

    [Theory]
    [InlineData(12), InlineData(50)]
    public void Every_step_but_denoising_can_be_done_to_a_large_photograph(int megapixels)
    {
        var cost = new EditCost(Options.Create(new ImagingOptions()));
        var size = new PixelSize((int)Math.Sqrt(megapixels * 4e6 / 3), (int)Math.Sqrt(megapixels * 3e6 / 4));
        EditStep[] steps =
        [
            .. Enum.GetValues<LookKind>().Select(kind => new Look(kind, 100)),
            .. Enum.GetValues<Quality>().Select(quality => new Adjust(quality, 20)),
            new Enhance(100), new FixLight(), new Dehaze(100), new SmoothSkin(100), new RemoveMasked(),
            new SetBackground(new Backdrop.Transparent()),
            new Within(new Region.Faces(), new Blur(Length.Percent(2))), new DropShadow(50), new CropToSubject(), new LimitBytes(1_000_000),
        ];
        foreach (var step in steps)
        {
            cost.Check(new([step]), [size]);
        }

        var denoise = Record.Exception(() => cost.Check(new([new Denoise(100)]), [size]));
        Assert.Equal(megapixels > 40, denoise is EditTooExpensiveException);
    }

    [Fact]
    public void What_runs_a_model_or_paints_is_not_done_many_times_in_one_edit()
    {
        var cost = new EditCost(Options.Create(new ImagingOptions()));
        EditStep cut = new SetBackground(new Backdrop.Transparent()), paint = new Look(LookKind.OilPainting, 100);
        cost.Check(new([cut, paint]), [new(4000, 3000)]);
        Assert.Throws<EditTooExpensiveException>(() => cost.Check(new([cut, cut, cut]), [new(4000, 3000)]));
        Assert.Throws<EditTooExpensiveException>(() => cost.Check(new([paint, paint, paint, paint]), [new(4000, 3000)]));
    }

    [Fact]
    public async Task What_takes_too_long_ends_with_a_timeout()
    {
        var options = Options.Create(new ImagingOptions { EditDeadline = TimeSpan.FromMilliseconds(50) });
        using var generator = new LocalGenerator(new EndlessEditor(), new EditCost(options), options);
        var failure = await Assert.ThrowsAsync<EngineException>(
            () => generator.GenerateAsync(new("a 100x100 red canvas", [])).WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Equal(EditProblems.Timeout, failure.Problem.Code);
    }

    [Fact]
    public async Task Blurs_one_after_the_other_are_done_one_after_the_other()
    {
        var options = Options.Create(new ImagingOptions());
        var blur = new Blur(Length.Pixels(100));
        var edited = await TestEditor.Of(options).EditAsync(
            new([new MakeCanvas(2000, 2000, new Rgba(10, 20, 200, 255)), blur, blur, blur, blur]), new([]), CancellationToken.None);
        Assert.NotEmpty(edited.Content);
    }

    private static async Task<Contracts.Problem> RefuseAsync(ImagingOptions imaging, string prompt)
    {
        var options = Options.Create(imaging);
        using var generator = new LocalGenerator(new NoEditor(), new EditCost(options), options);
        var failure = await Assert.ThrowsAsync<EngineException>(() => generator.GenerateAsync(new(prompt, [])));
        Assert.Equal(failure.Problem, generator.GetService<EngineCapabilities>()!.Excess!(prompt, null, []));
        return failure.Problem;
    }

    private sealed class NoEditor : IPictureEditor
    {
        public bool IsAvailable => true;

        public Task<EditedPicture> EditAsync(EditProgram program, EditInputs inputs, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("It was begun.");
    }

    private sealed class EndlessEditor : IPictureEditor
    {
        public bool IsAvailable => true;

        public async Task<EditedPicture> EditAsync(EditProgram program, EditInputs inputs, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("It has no end.");
        }
    }
}
