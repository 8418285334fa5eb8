using Microsoft.Extensions.Options;
using NanoBanana.Core.Imaging.Editing;

namespace NanoBanana.Core.Imaging.LibVips.Editing;

/// <summary>Edits by libvips: one lazy pipeline from one decode to one encode.</summary>
internal sealed class LibVipsEditor : IPictureEditor
{
    private readonly ImagingOptions _options;
    private readonly EditLimits _limits;

    /// <exception cref="InvalidOperationException">libvips cannot be used; the message says what to install.</exception>
    public LibVipsEditor(IOptions<ImagingOptions> options, EditLimits limits)
    {
        LibVipsLibrary.Require();
        (_options, _limits) = (options.Value, limits);
    }

    public async Task<EditedPicture> EditAsync(
        EditProgram program, IReadOnlyList<ReadOnlyMemory<byte>> pictures, CancellationToken cancellationToken) =>
        await DecodeDeadline.RunAsync(
            _options.Deadline, token => Edit(program, pictures, token), failure => failure is VipsException, cancellationToken);

    private EditedPicture Edit(EditProgram program, IReadOnlyList<ReadOnlyMemory<byte>> pictures, CancellationToken cancellationToken)
    {
        using var first = new PinnedBytes(pictures.Count > 0 ? pictures[0] : default);
        using var second = new PinnedBytes(pictures.Count > 1 ? pictures[1] : default);
        using var kill = new VipsKillSwitch(cancellationToken);
        var work = new VipsWork(kill);
        var header = program.MakesPicture ? null : SourceHeader.Read(pictures[0]);
        var steps = new VipsSteps(work, _limits, OpenSecond);

        var image = header is null ? null : VipsOriginal.Open(work, first, header);
        foreach (var step in program.Steps)
        {
            image = steps.Do(image, step);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return VipsResult.Encode(work, image!, isPhotograph: header?.Format == ImageFormat.Jpeg);

        VipsImage OpenSecond() => work.ToMemory(VipsOriginal.Open(work, second, SourceHeader.Read(pictures[1])));
    }
}
