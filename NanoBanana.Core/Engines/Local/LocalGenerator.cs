using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using NanoBanana.Contracts;
using NanoBanana.Core.Engines.Local.Grammar;
using NanoBanana.Imaging;
using NanoBanana.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local;

/// <summary>A picture editor that needs no key and no network: it does what the words say, or tells which of them it does not
/// know.</summary>
internal sealed class LocalGenerator : IImageGenerator
{
    public const string Id = "local";

    private const int MostPictures = 9;

    private readonly IPictureEditor _editor;
    private readonly EditCost _cost;
    private readonly TimeSpan _deadline;
    private readonly EngineCapabilities _capabilities;

    public LocalGenerator(IPictureEditor editor, EditCost cost, IOptions<ImagingOptions> options)
    {
        (_editor, _cost, _deadline) = (editor, cost, options.Value.EditDeadline);

        // The same words give the same picture, so a second variant would be a copy.
        _capabilities = new(
            "Local editor", "local-1", Available: true, TextToImage: true, Mask: true, MaxInputs: MostPictures, MaxVariants: 1,
            LocalExamples.Prompts)
        {
            IsExact = true,
            Excess = FindExcess,
            Talk = prompt => (PromptParser.Parse(prompt) as Reading.Talked)?.Talk,
        };
    }

    public async Task<ImageGenerationResponse> GenerateAsync(
        ImageGenerationRequest request, ImageGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var prompt = request.Prompt ?? "";
        var inputs = EngineInputs.From(options);
        var isChinese = Languages.AnswersInChinese(prompt, inputs.Language);
        var reading = PromptParser.Parse(prompt, inputs.Language);
        if (reading is Reading.Talked { Talk: var talk })
        {
            return new ImageGenerationResponse([new TextContent(LocalWords.Answer(isChinese, talk))]);
        }

        var understood = reading as Reading.Understood
            ?? throw new EngineException(LocalProblems.NotUnderstood(isChinese, (Reading.NotUnderstood)reading));
        var program = inputs.Strength == 1 ? understood.Program
            : Amounts.Scale(understood.Program, inputs.Strength) ?? throw new EngineException(LocalProblems.NoAmount(isChinese));
        var pictures = (request.OriginalImages ?? []).OfType<DataContent>().Select(image => image.Data).ToArray();
        Check(isChinese, program, pictures.Length, inputs.Mask is not null);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            _cost.Check(program, [.. pictures.Select(SizeOf)]);
            deadline.CancelAfter(_deadline);
            var result = await _editor.EditAsync(program, new(pictures, inputs.Mask?.Data), deadline.Token);
            var words = result.Notes.Select(note => LocalWords.Of(isChinese, note)).Prepend(LocalWords.ReadAs(isChinese, understood.ReadAs))
                .Where(sentence => sentence.Length > 0);
            return new ImageGenerationResponse(
                [new DataContent(result.Content, result.ContentType), .. words.Select(sentence => new TextContent(sentence))]);
        }
        catch (OperationCanceledException late) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new EngineException(LocalProblems.TooSlow(isChinese, _deadline), inner: late);
        }
        catch (EditTooExpensiveException excess)
        {
            throw new EngineException(LocalProblems.TooExpensive(isChinese, excess), inner: excess);
        }
        catch (EditRefusedException refused)
        {
            throw new EngineException(LocalProblems.Refused(isChinese, program, refused), inner: refused) { Mask = refused.Mask };
        }
        catch (CorruptImageException corrupt)
        {
            throw new EngineException(LocalProblems.Corrupt($"A picture cannot be edited: {corrupt.Message}."), inner: corrupt);
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
    private Problem? FindExcess(string prompt, string? reader, IReadOnlyList<PixelSize> pictures)
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
            return LocalProblems.TooExpensive(Languages.AnswersInChinese(prompt, reader), excess);
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

    private static void Check(bool isChinese, EditProgram program, int pictures, bool hasMask)
    {
        Problem? problem = pictures == 0 && !program.MakesPicture ? LocalProblems.NoPicture(isChinese)
            : program.NeedsSecond && pictures < 2 ? LocalProblems.NoSecond(isChinese)
            : pictures > 2 && !program.Steps.Any(step => step is Collage) ? LocalProblems.TooManyPictures(isChinese)
            : program.NeedsMask && !hasMask ? LocalProblems.NoMask(isChinese)
            : hasMask && !program.KeepsSize ? LocalProblems.MaskAndSize(isChinese)
            : null;
        if (problem is not null)
        {
            throw new EngineException(problem);
        }
    }
}
