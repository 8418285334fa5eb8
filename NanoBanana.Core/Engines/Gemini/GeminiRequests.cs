using System.Text.Json;
using Microsoft.Extensions.AI;
using NanoBanana.Contracts.Edits;
using NanoBanana.Core.Engines.Remote;

namespace NanoBanana.Core.Engines.Gemini;

/// <summary>From what is asked of the engine to the body that is sent.</summary>
internal sealed class GeminiRequests(GeminiOptions options, RemoteInputs inputs, RemoteProblems problems)
{
    // A request may have 20 MB, Base64 and words included.
    private const long PictureBudget = 14_000_000;

    private static readonly string[] Modalities = ["TEXT", "IMAGE"];

    private readonly GeminiModel _model = GeminiModel.Of(options);

    public async Task<byte[]> WriteAsync(ImageGenerationRequest request, EngineInputs extra, CancellationToken cancellationToken)
    {
        if (extra.TransparentBackground)
        {
            throw problems.NoTransparency();
        }

        var prompt = request.Prompt ?? "";
        var originals = request.OriginalImages?.ToArray() ?? [];
        var mask = originals.Length > 0 ? inputs.ReadMask(extra.Mask, cancellationToken) : null;
        var maskIsSent = mask is not null && originals.Length < _model.MaxInputs;
        var room = _model.MaxInputs - originals.Length - (maskIsSent ? 1 : 0);
        var history = extra.History ?? [];

        // The last earlier result is the first input already.
        var shown = history.SkipLast(1).TakeLast(Math.Max(0, room)).ToArray();
        AIContent[] all = [.. originals, .. maskIsSent ? [extra.Mask!] : (AIContent[])[], .. shown.Select(turn => turn.Result)];
        var pictures = all.Length == 0
            ? []
            : await inputs.PrepareAsync(all, options.MaxInputEdge, PictureBudget, problems, cancellationToken);

        var earlier = shown.Select((turn, index) => GeminiPrompt.Earlier(turn.Prompt, pictures[^(shown.Length - index)]))
            .Concat(history.TakeLast(1).Select(turn => GeminiPrompt.Earlier(turn.Prompt, null)));
        var now = GeminiPrompt.Ask(
            prompt, [.. pictures.Take(originals.Length)], mask, maskIsSent ? pictures[originals.Length] : null);
        return JsonSerializer.SerializeToUtf8Bytes(
            new GeminiRequest([.. earlier, now], new(Modalities, ImageConfig(pictures, extra.Choices, prompt), extra.Seed)),
            GeminiJson.Default.GeminiRequest);
    }

    private GeminiImageConfig? ImageConfig(IReadOnlyList<RemotePicture> pictures, EditTerms? choices, string prompt)
    {
        var size = choices?.Size ?? _model.SizeFor(prompt, options);
        var ratio = choices?.AspectRatio ?? (pictures is [var first, ..] ? _model.RatioFor(first.Width, first.Height) : null);
        return (ratio, size) is (null, null) ? null : new(ratio, size);
    }
}
