using Microsoft.Extensions.AI;
using NanoBanana.Contracts;
using NanoBanana.Core.Engines;

namespace NanoBanana.Tests.Edits;

/// <summary>An engine that does as a test says, and counts how often it is asked.</summary>
internal sealed class ScriptedEngine : IImageGenerator
{
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    public EngineCapabilities Capabilities { get; set; } = new("Scripted", "script-1", true, true, true, 3, 4, ["anything"]);

    public Func<EngineAsked, CancellationToken, Task<ImageGenerationResponse>> Script { get; set; } = (_, _) =>
        Task.FromResult(Picture(8, 8));

    public void Reset(bool remote)
    {
        _calls = 0;
        Capabilities = Capabilities with { IsRemote = remote };
        Script = (_, _) => Task.FromResult(Picture(8, 8));
    }

    public Task<ImageGenerationResponse> GenerateAsync(
        ImageGenerationRequest request, ImageGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        Script(new(Interlocked.Increment(ref _calls), request, EngineInputs.From(options)), cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(EngineCapabilities) ? Capabilities : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    /// <summary>An answer that no other is like.</summary>
    public static ImageGenerationResponse Picture(int width, int height, string? words = null)
    {
        List<AIContent> contents = [new DataContent(Images.Uploads.UniqueJpeg(width, height), "image/jpeg")];
        if (words is not null)
        {
            contents.Add(new TextContent(words));
        }
        return new(contents);
    }

    public static EngineException Failure(string code, TimeSpan? retryAfter = null) =>
        new(new Problem(code, "It went wrong", "Do something."), retryAfter);
}

/// <param name="Call">1 for the first.</param>
internal sealed record EngineAsked(int Call, ImageGenerationRequest Request, EngineInputs Inputs);
