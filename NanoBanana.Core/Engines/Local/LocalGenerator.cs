using Microsoft.Extensions.AI;
using NanoBanana.Contracts;
using NanoBanana.Core.Engines.Local.Grammar;
using NanoBanana.Core.Imaging;
using NanoBanana.Core.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local;

/// <summary>A picture editor that needs no key and no network: it does what the words say, or tells which of them it does not know.</summary>
internal sealed class LocalGenerator(IPictureEditor editor) : IImageGenerator
{
    public const string Id = "local";

    // The same words give the same picture, so a second variant would be a copy.
    private static readonly EngineCapabilities Capabilities = new(
        "Local editor", "local-1", Available: true, TextToImage: true, Mask: true, MaxInputs: 2, MaxVariants: 1, LocalExamples.Prompts)
    {
        IsExact = true,
    };

    public async Task<ImageGenerationResponse> GenerateAsync(
        ImageGenerationRequest request, ImageGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var prompt = request.Prompt ?? "";
        var program = Understand(prompt);
        var pictures = (request.OriginalImages ?? []).OfType<DataContent>().Select(image => image.Data).ToArray();
        Check(prompt, program, pictures.Length, EngineInputs.From(options).Mask is not null);
        try
        {
            var result = await editor.EditAsync(program, pictures, cancellationToken);
            return new ImageGenerationResponse([new DataContent(result.Content, result.ContentType)]);
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
        serviceKey is null && serviceType == typeof(EngineCapabilities) ? Capabilities
        : serviceKey is null && serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose()
    {
        // It holds nothing.
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
