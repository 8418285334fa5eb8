using Microsoft.Extensions.Options;
using NanoBanana.Imaging.Editing;
using NanoBanana.Imaging.Headers;
using NanoBanana.Imaging.Models;
using NanoBanana.Imaging.OpenCv;
using NetVips;

namespace NanoBanana.Imaging.LibVips.Editing;

/// <summary>Edits by libvips: one decode, lazy pipelines that end behind each expensive step, one encode.</summary>
internal sealed class LibVipsEditor : IPictureEditor
{
    private readonly ImagingOptions _options;
    private readonly EditLimits _limits;
    private readonly ISubjectModel _subject;
    private readonly FaceFinder _faces;

    /// <exception cref="InvalidOperationException">libvips cannot be used; the message says what to install.</exception>
    public LibVipsEditor(IOptions<ImagingOptions> options, EditLimits limits, ISubjectModel subject, FaceFinder faces)
    {
        LibVipsLibrary.Require();
        (_options, _limits, _subject, _faces) = (options.Value, limits, subject, faces);
    }

    public bool IsAvailable => true;

    public async Task<EditedPicture> EditAsync(EditProgram program, EditInputs inputs, CancellationToken cancellationToken) =>
        await DecodeDeadline.RunAsync(
            _options.Deadline, token => Edit(program, inputs, token), failure => failure is VipsException, cancellationToken);

    private EditedPicture Edit(EditProgram program, EditInputs inputs, CancellationToken cancellationToken)
    {
        using var kill = new VipsKillSwitch(cancellationToken);
        var work = new VipsWork(kill);
        var header = program.MakesPicture ? null : SourceHeader.Read(inputs.Pictures[0]);
        var steps = new VipsSteps(work, _limits, new VipsInputs(kill, work, inputs), _subject, _faces);

        var image = header is null ? null : Open(kill, work, inputs.Pictures[0], header);
        for (var at = 0; at < program.Steps.Count; at++)
        {
            image = steps.Do(image, program.Steps[at]);
            // The last ones are computed while the file is written.
            var isAskedAgain = program.Steps.Skip(at + 1).Any(next => next is not Encode);
            image = isAskedAgain && EditCost.IsExpensive(program.Steps[at]) ? work.Settle(image) : image;
            cancellationToken.ThrowIfCancellationRequested();
        }

        return VipsResult.Encode(
            work, image!, ResultFormat.Of(program, isPhotograph: header?.Format == ImageFormat.Jpeg, VipsWork.HasAlpha(image!)));
    }

    /// <summary>Pixels that have to be turned are all in memory anyway; those that lie as the file holds them are not kept.</summary>
    private static Image Open(VipsKillSwitch kill, VipsWork work, ReadOnlyMemory<byte> file, ImageHeader header) =>
        header.Orientation == ExifOrientation.Upright
            ? VipsOriginal.Open(kill, file, header)
            : work.ToMemory(() => VipsOriginal.Open(kill, file, header));
}
