using System.Diagnostics;
using System.Globalization;
using NanoBanana.Contracts.Edits;
using NanoBanana.Imaging.LibVips;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;
using NanoBanana.Tests.Imaging.Editing;
using NetVips;

namespace NanoBanana.Tests.Edits;

/// <summary>
/// What a worker takes with one picture of 50 megapixels in hand, as the system counts it. <c>bench/local-memory.sh</c> sets
/// <c>LOCAL_MEMORY_FOLDER</c>: then all wishes are done one after the other, and processor times and peaks are written there.
/// </summary>
public sealed class LargePictureMemoryTests
{
    private const long Most = 1_000_000_000;
    // The network takes 650 MB of them.
    private const long MostWithModel = 1_200_000_000;
    private const int Width = 8133;
    private const int Height = 6100;

    private static readonly string? Folder = Environment.GetEnvironmentVariable("LOCAL_MEMORY_FOLDER");

    // One for each way to work: a stream, a guided filter, textures, own code on every pixel, a small painting.
    private static readonly string[] Usual = ["brighter", "enhance", "pencil sketch", "smooth the skin", "watercolor"];

    private static readonly string[] More =
    [
        "lift the shadows", "more vivid", "keep the red", "fix the colors", "remove haze", "sharpen", "blur by 12 px", "pixelate",
        "vignette 50%", "oil painting", "cartoon", "poster", "colored pencil", "vintage", "noir", "hdr", "lomo", "film", "halftone", "glow",
        "soft focus", "emboss", "edges", "threshold", "rotate 90", "straighten 3", "round corners 200 px", "circle crop",
        "add the text 'Hello'", "blur the left half", "save as png", "save as webp", "resize to 50%",
        "brighter, more vivid, sharpen and add a vignette",
    ];

    private static readonly string[] Masked = ["invert the colours", "remove this"];

    private static readonly string[] OfFaces = ["blur all faces", "crop to the face"];

    private static readonly string[] OfTheSubject =
        ["remove the background", "white background", "blur the background", "brighten only the subject", "crop to the subject"];

    [Fact]
    public Task A_worker_with_50_megapixels_in_hand_takes_less_than_1000_megabytes() =>
        Folder is null
            ? RunAsync(Most, Usual, [], [])
            : RunAsync(Most, [.. Usual, .. More], Masked, TestEditor.Faces.IsAvailable ? OfFaces : []);

    [NeedsModelFact]
    public Task It_takes_less_than_1200_when_it_looks_for_the_subject() =>
        RunAsync(MostWithModel, Folder is null ? OfTheSubject[..1] : OfTheSubject, [], []);

    private static async Task RunAsync(long most, string[] wishes, string[] masked, string[] faced)
    {
        await using var system = await LocalSystem.StartAsync(
            apis: 1, workers: 1,
            KeyValuePair.Create("Jobs__Concurrency", (string?)"1"), KeyValuePair.Create("Edits__UnitsPerDay", (string?)"1000"),
            KeyValuePair.Create("Jobs__Deadline", (string?)"00:10:00"),
            KeyValuePair.Create("Imaging__EditDeadline", (string?)"00:05:00"),
            KeyValuePair.Create("Imaging__Deadline", (string?)"00:05:00"));
        using var alice = await system.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Session");
        var image = await alice.UploadAndWaitAsync(session.Id, Photograph());
        var mask = masked.Length > 0 ? await alice.UploadAndWaitAsync(session.Id, Mask(), "mask.png") : null;
        var portrait = faced.Length > 0 ? await alice.UploadAndWaitAsync(session.Id, Portrait()) : null;
        CreateEditRequest[] requests =
        [
            .. wishes.Select(wish => new CreateEditRequest(wish, [image.Id])),
            .. masked.Select(wish => new CreateEditRequest(wish, [image.Id], mask?.Id)),
            .. faced.Select(wish => new CreateEditRequest(wish, [portrait!.Id])),
        ];
        foreach (var request in requests)
        {
            var peak = await PeakAsync(alice, session.Id, request, system.Workers[0].ProcessId);
            Assert.True(peak <= most || Folder is not null, $"{request.Prompt} took {peak / 1_000_000:N0} MB.");
        }
    }

    private static async Task<long> PeakAsync(TestUser user, SessionId sessionId, CreateEditRequest request, int worker)
    {
        if (OperatingSystem.IsLinux())
        {
            // The peak is counted anew.
            await File.WriteAllTextAsync($"/proc/{worker}/clear_refs", "5");
        }

        using var before = Process.GetProcessById(worker);
        var cpu = before.TotalProcessorTime;
        var edit = await user.FinishedAsync((await user.Api.CreateEditAsync(sessionId, request)).Id, TimeSpan.FromMinutes(5));
        Assert.True(edit.Status == EditStatus.Succeeded, $"{request.Prompt}: {edit.Problem?.Detail}");
        using var after = Process.GetProcessById(worker);
        if (Folder is not null)
        {
            var seconds = (after.TotalProcessorTime - cpu).TotalSeconds;
            var what = request.MaskImageId is null ? request.Prompt : $"{request.Prompt}, with a mask";
            await File.AppendAllTextAsync(
                Path.Combine(Folder, "peaks"),
                string.Create(CultureInfo.InvariantCulture, $"| {what} | {seconds:0.0} | {after.PeakWorkingSet64 >> 20} |\n"));
        }

        return after.PeakWorkingSet64;
    }

    /// <summary>A thing in a room, with the noise of a camera, lying as a telephone stores it.</summary>
    private static byte[] Photograph()
    {
        LibVipsLibrary.Require();
        using var small = Composite.Of(seed: 5, []).Picture.ToImage();
        using var large = small.ThumbnailImage(Height, height: Width, size: Enums.Size.Force);
        using var noise = Image.Gaussnoise(Height, Width, sigma: 4, mean: 0, seed: 1);
        using var grainy = large.Add(noise);
        using var bytes = grainy.Linear([1.0], [0.5], uchar: true);
        return TestExif.AddTo(bytes.JpegsaveBuffer(q: 80), TestExif.Orientation(6));
    }

    /// <summary>A face, a third as high as the picture.</summary>
    private static byte[] Portrait()
    {
        using var small = FaceTests.Portrait().ToImage();
        using var large = small.ThumbnailImage(Width, height: Height, size: Enums.Size.Force);
        return large.JpegsaveBuffer(q: 80);
    }

    /// <summary>White where something may change.</summary>
    private static byte[] Mask()
    {
        using var black = Image.Black(Width, Height);
        using var white = Image.Black(900, 700).Linear([0.0], [255.0], uchar: true);
        using var mask = black.Insert(white, 3000, 2500);
        return mask.PngsaveBuffer();
    }
}
