using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using NanoBanana.Contracts;
using NanoBanana.Core.Engines.Local.Grammar;
using NanoBanana.Core.Imaging;
using NanoBanana.Core.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local;

/// <summary>A picture editor that needs no key and no network: it does what the words say, or tells which of them it does not know.</summary>
internal sealed class LocalGenerator : IImageGenerator
{
    public const string Id = "local";

    private readonly IPictureEditor _editor;
    private readonly EditCost _cost;
    private readonly TimeSpan _deadline;
    private readonly EngineCapabilities _capabilities;

    public LocalGenerator(IPictureEditor editor, EditCost cost, IOptions<ImagingOptions> options)
    {
        (_editor, _cost, _deadline) = (editor, cost, options.Value.EditDeadline);

        // The same words give the same picture, so a second variant would be a copy.
        _capabilities = new(
            "Local editor", "local-1", Available: true, TextToImage: true, Mask: true, MaxInputs: 2, MaxVariants: 1, LocalExamples.Prompts)
        {
            IsExact = true,
            Excess = FindExcess,
        };
    }

    public async Task<ImageGenerationResponse> GenerateAsync(
        ImageGenerationRequest request, ImageGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var prompt = request.Prompt ?? "";
        var program = Understand(prompt);
        var pictures = (request.OriginalImages ?? []).OfType<DataContent>().Select(image => image.Data).ToArray();
        var mask = EngineInputs.From(options).Mask;
        Check(prompt, program, pictures.Length, mask is not null);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            _cost.Check(program, [.. pictures.Select(SizeOf)]);
            deadline.CancelAfter(_deadline);
            var result = await _editor.EditAsync(program, new(pictures, mask?.Data), deadline.Token);
            return new ImageGenerationResponse([new DataContent(result.Content, result.ContentType)]);
        }
        catch (OperationCanceledException late) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new EngineException(LocalProblems.TooSlow(prompt, _deadline), inner: late);
        }
        catch (EditTooExpensiveException excess)
        {
            throw new EngineException(LocalProblems.TooExpensive(prompt, excess), inner: excess);
        }
        catch (EditRefusedException refused)
        {
            throw new EngineException(LocalProblems.Input(refused.Message), inner: refused);
        }
        catch (CorruptImageException corrupt)
        {
            throw new EngineException(LocalProblems.Input($"A picture cannot be edited: {corrupt.Message}."), inner: corrupt);
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(EngineCapabilities) ? _capabilities
        : serviceKey is null && serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose()
    {
        // It holds nothing.
    }

    /// <summary>Words that are not understood cost nothing; a worker says what is wrong with them.</summary>
    private Problem? FindExcess(string prompt, IReadOnlyList<PixelSize> pictures)
    {
        if (PromptParser.Parse(prompt) is not Reading.Understood understood)
        {
            return null;
        }

        try
        {
            _cost.Check(understood.Program, pictures);
            return null;
        }
        catch (EditTooExpensiveException excess)
        {
            return LocalProblems.TooExpensive(prompt, excess);
        }
        catch (EditRefusedException)
        {
            return null;
        }
    }

    private static PixelSize SizeOf(ReadOnlyMemory<byte> picture)
    {
        var header = SourceHeader.Read(picture);
        return new(header.Width, header.Height);
    }

    private static EditProgram Understand(string prompt) => PromptParser.Parse(prompt) switch
    {
        Reading.Understood understood => understood.Program,
        Reading.NotUnderstood not => throw new EngineException(LocalProblems.NotUnderstood(prompt, not.Complaint)),
        _ => throw new InvalidOperationException("There is no third case."),
    };

    private static void Check(string prompt, EditProgram program, int pictures, bool hasMask)
    {
        Problem? problem = pictures == 0 && !program.MakesPicture ? LocalProblems.NoPicture(prompt)
            : program.NeedsSecond && pictures < 2 ? LocalProblems.NoSecond(prompt)
            : hasMask && !program.KeepsSize ? LocalProblems.MaskAndSize(prompt)
            : null;
        if (problem is not null)
        {
            throw new EngineException(problem);
        }
    }
}
