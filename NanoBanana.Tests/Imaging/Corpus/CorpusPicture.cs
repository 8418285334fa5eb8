using NanoBanana.Imaging.Colours;
using NanoBanana.Imaging.Headers;
using NetVips;

namespace NanoBanana.Tests.Imaging.Corpus;

public enum CorpusProfile
{
    None,
    Srgb,
    DisplayP3,
    Linear,
}

/// <summary>One way to store the same picture: four quarters, 48 × 32 when it stands upright.</summary>
public sealed record CorpusPicture(
    string Format, int Depth, bool IsGrey, bool HasAlpha, CorpusProfile Profile, int Orientation, int ExifType)
{
    public const int Width = 48;
    public const int Height = 32;

    /// <summary>Whether browsers turn it: JPEG and PNG, by a field of the type that the standard gives it.</summary>
    public bool IsTurned => Format is "jpeg" or "png" && ExifType == TestExif.Short;

    /// <summary>Where nobody turns it, it lies as it is stored.</summary>
    public (int Width, int Height) Size => !IsTurned && Orientation >= 5 ? (Height, Width) : (Width, Height);

    public override string ToString() =>
        $"{Format} {Depth} {(IsGrey ? "grey" : "colour")}{(HasAlpha ? "+alpha" : "")} {Profile} turned {Orientation} by {ExifType}";

    public byte[] ToFile() => Format switch
    {
        "png" => TestPng.Of(Stored(), Depth, [.. Chunks()]),
        "jpeg" => TestExif.AddTo(Save(image => image.JpegsaveBuffer(q: 98, subsampleMode: Enums.ForeignSubsample.Off)), Exif()),
        _ => Save(image => image.WebpsaveBuffer(lossless: true, exact: true)),
    };

    private byte[] Exif() => TestExif.Orientation(Orientation, ExifType);

    private IEnumerable<(string Type, byte[] Data)> Chunks()
    {
        if (Icc() is { } icc)
        {
            yield return TestPng.Profile(icc);
        }

        yield return ("eXIf", Exif());
    }

    private byte[] Save(Func<Image, byte[]> save)
    {
        using var image = Stored().ToImage();
        using var meant = image.Mutate(copy =>
        {
            if (Icc() is { } icc)
            {
                copy.Set(GValue.BlobType, "icc-profile-data", icc);
            }

            if (Format == "webp")
            {
                copy.Set(GValue.GIntType, "orientation", Orientation);
            }
        });
        return save(meant);
    }

    public byte[]? Icc() => Profile switch
    {
        CorpusProfile.None => null,
        CorpusProfile.DisplayP3 when !IsGrey => Image.ProfileLoad("p3"),
        CorpusProfile.Linear => MadeProfile.Of(new PngColours(1, null), IsGrey),
        _ => IsGrey ? MadeProfile.Of(new PngColours(2.2, null), isGrey: true) : Image.ProfileLoad("srgb"),
    };

    private TestPixels Stored()
    {
        var colours = TestPixels.Quarters(Width, Height);
        var bands = (IsGrey ? 1 : 3) + (HasAlpha ? 1 : 0);
        var pixels = new TestPixels(new byte[Width * Height * bands], Width, Height, bands);
        for (var at = 0; at < Width * Height; at++)
        {
            colours.Bytes.AsSpan(at * 3, bands - (HasAlpha ? 1 : 0)).CopyTo(pixels.Bytes.AsSpan(at * bands));
            if (HasAlpha)
            {
                pixels.Bytes[(at * bands) + bands - 1] = (byte)(at % Width < Width / 2 ? 255 : 128);
            }
        }

        return pixels.LaidDown(Orientation);
    }
}
