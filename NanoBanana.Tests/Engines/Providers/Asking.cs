using Microsoft.Extensions.AI;
using NanoBanana.Core.Engines;
using NanoBanana.Imaging;

namespace NanoBanana.Tests.Engines.Providers;

/// <summary>How the edit job asks an engine, in one line.</summary>
internal static class Asking
{
    public static async Task<DataContent> AskAsync(
        this EngineHost host, string engine, string prompt, byte[]? picture = null, EngineInputs? inputs = null,
        CancellationToken cancellationToken = default) =>
        await host.AskAsync(engine, prompt, picture is null ? [] : [picture], inputs, cancellationToken);

    public static async Task<DataContent> AskAsync(
        this EngineHost host, string engine, string prompt, byte[][] pictures, EngineInputs? inputs = null,
        CancellationToken cancellationToken = default)
    {
        var request = new ImageGenerationRequest(prompt, pictures.Select(Content));
        var answer = await host.Engine(engine).GenerateAsync(request, (inputs ?? new()).ToOptions(), cancellationToken);
        return Assert.IsType<DataContent>(Assert.Single(answer.Contents));
    }

    /// <summary>Fails unless the engine says with this code that there is no picture.</summary>
    public static async Task<EngineException> ShouldFailAsync(this Task<DataContent> asking, string code)
    {
        var failure = await Assert.ThrowsAsync<EngineException>(() => asking);
        Assert.True(code == failure.Problem.Code, $"{failure.Problem} instead of {code}");
        Assert.NotEmpty(failure.Problem.Detail!);
        Assert.Equal(failure.RetryAfter is { } wait ? (int)Math.Ceiling(wait.TotalSeconds) : null, failure.Problem.RetryAfter);
        return failure;
    }

    public static DataContent Content(byte[] file) => new(file, ProviderPictures.Header(file)?.ContentType ?? "image/png");

    public static ImageHeader Header(this DataContent picture) => ProviderPictures.Header(picture.Data.ToArray())!;

    /// <summary>A mask whose white box spans these pixels, right and bottom excluded.</summary>
    public static DataContent Mask(int width, int height, int left, int top, int right, int bottom)
    {
        var pixels = new TestPixels(new byte[width * height * 3], width, height, 3);
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
            {
                pixels.At(x, y).Fill(255);
            }
        }
        return new(TestPng.Of(pixels), "image/png");
    }
}
