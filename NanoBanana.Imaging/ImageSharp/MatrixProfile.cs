using System.Buffers.Binary;
using System.Numerics;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace NanoBanana.Imaging.ImageSharp;

/// <summary>
/// An ICC profile of three curves and a matrix, which is what cameras, phones and RGB working spaces have, or of one curve for grey.
/// ImageSharp carries profiles along, but does not convert by them.
/// </summary>
internal sealed class MatrixProfile
{
    private const int TagTable = 128;
    private const int TagLength = 12;

    // From XYZ as seen under D50, where profiles connect, to linear sRGB.
    private static readonly Matrix4x4 FromXyz = Columns(
        new(3.1341359f, -0.9787955f, 0.0719554f), new(-1.6173863f, 1.9162543f, -0.2289768f), new(-0.4906619f, 0.0334427f, 1.4053860f));

    private readonly float[][] _light;
    private readonly Matrix4x4 _toSrgb;

    private MatrixProfile(float[][] light, Matrix4x4 toSrgb) => (_light, _toSrgb) = (light, toSrgb);

    /// <returns>Null without a profile, for one of another kind, and for a damaged one, which viewers ignore as well.</returns>
    public static MatrixProfile? Of(byte[]? profile)
    {
        if (profile is null || profile.Length < TagTable + sizeof(int))
        {
            return null;
        }

        try
        {
            return profile.AsSpan(16).StartsWith("RGB "u8) ? OfColours(profile)
                : profile.AsSpan(16).StartsWith("GRAY"u8) ? OfGrey(profile)
                : null;
        }
        catch (Exception damaged) when (damaged is ArgumentException or InvalidDataException)
        {
            return null;
        }
    }

    public void ToSrgb(Image<Rgba32> image) => image.ProcessPixelRows(rows =>
    {
        for (var y = 0; y < rows.Height; y++)
        {
            foreach (ref var pixel in rows.GetRowSpan(y))
            {
                var light = Vector3.Transform(new(_light[0][pixel.R], _light[1][pixel.G], _light[2][pixel.B]), _toSrgb);
                (pixel.R, pixel.G, pixel.B) = (ProfileCurve.ToSrgb(light.X), ProfileCurve.ToSrgb(light.Y), ProfileCurve.ToSrgb(light.Z));
            }
        }
    });

    private static MatrixProfile OfColours(byte[] profile) => new(
        [ProfileCurve.Read(Tag(profile, "rTRC"u8)), ProfileCurve.Read(Tag(profile, "gTRC"u8)), ProfileCurve.Read(Tag(profile, "bTRC"u8))],
        Columns(Colour(profile, "rXYZ"u8), Colour(profile, "gXYZ"u8), Colour(profile, "bXYZ"u8)) * FromXyz);

    private static MatrixProfile OfGrey(byte[] profile)
    {
        var curve = ProfileCurve.Read(Tag(profile, "kTRC"u8));
        return new([curve, curve, curve], Matrix4x4.Identity);
    }

    private static Vector3 Colour(byte[] profile, ReadOnlySpan<byte> name)
    {
        var tag = Tag(profile, name);
        return new(ProfileCurve.Fixed(tag[8..]), ProfileCurve.Fixed(tag[12..]), ProfileCurve.Fixed(tag[16..]));
    }

    /// <exception cref="InvalidDataException">The profile has no such tag.</exception>
    private static ReadOnlySpan<byte> Tag(ReadOnlySpan<byte> profile, ReadOnlySpan<byte> name)
    {
        var table = profile[(TagTable + sizeof(int))..];
        var left = BinaryPrimitives.ReadUInt32BigEndian(profile[TagTable..]);
        for (; left > 0 && table.Length >= TagLength; left--, table = table[TagLength..])
        {
            if (table.StartsWith(name))
            {
                var (offset, length) = (BinaryPrimitives.ReadInt32BigEndian(table[4..]), BinaryPrimitives.ReadInt32BigEndian(table[8..]));
                return profile.Slice(offset, length);
            }
        }

        throw new InvalidDataException("The profile has no matrix.");
    }

    /// <summary>As <see cref="Vector3.Transform(Vector3, Matrix4x4)"/> takes it, with the vector on the left.</summary>
    private static Matrix4x4 Columns(Vector3 red, Vector3 green, Vector3 blue) => new(
        red.X, red.Y, red.Z, 0, green.X, green.Y, green.Z, 0, blue.X, blue.Y, blue.Z, 0, 0, 0, 0, 1);
}
