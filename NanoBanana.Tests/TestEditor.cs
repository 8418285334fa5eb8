using Microsoft.Extensions.Options;
using NanoBanana.Imaging;
using NanoBanana.Imaging.Editing;
using NanoBanana.Imaging.LibVips.Editing;
using NanoBanana.Imaging.Models;
using NanoBanana.Imaging.OpenCv;

namespace NanoBanana.Tests;

/// <summary>The editor as a worker has it, with the models of this machine.</summary>
internal static class TestEditor
{
    public static IOptions<ModelOptions> Models { get; } = Options.Create(new ModelOptions());

    public static SubjectModel Subject { get; } = new(Models);

    public static FaceFinder Faces { get; } = new(Models);

    public static LibVipsEditor Of(IOptions<ImagingOptions> options) => Of(options, Subject, Faces);

    public static LibVipsEditor Of(IOptions<ImagingOptions> options, ISubjectModel subject, FaceFinder? faces = null) =>
        new(options, new EditLimits(options), subject, faces ?? Faces);
}
