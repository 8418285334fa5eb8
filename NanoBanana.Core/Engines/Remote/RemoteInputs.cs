using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using NanoBanana.Imaging;
using NanoBanana.Imaging.Compositing;
using NanoBanana.Imaging.Metadata;

namespace NanoBanana.Core.Engines.Remote;

/// <summary>Pictures as providers get them: upright, one frame, without metadata, no larger than needed.</summary>
/// <param name="services">
/// The image engine is asked for when the first picture needs it: who only tells what engines can do needs none.
/// </param>
internal sealed class RemoteInputs(IServiceProvider services)
{
    private const int SmallestEdge = 512;

    /// <param name="pictures">Files of any format that is taken in.</param>
    /// <param name="edge">Longest edge in pixels.</param>
    /// <param name="budget">Bytes of all files together; they are made smaller until they fit.</param>
    public async Task<IReadOnlyList<RemotePicture>> PrepareAsync(
        IEnumerable<AIContent> pictures, int edge, long budget, RemoteProblems problems, CancellationToken cancellationToken)
    {
        try
        {
            var originals = pictures.Select(Open).ToArray();
            var fair = budget / Math.Max(1, originals.Length);
            for (var share = budget; ; (share, edge) = share > fair ? (fair, edge) : (fair, edge * 3 / 4))
            {
                var prepared = new List<RemotePicture>(originals.Length);
                foreach (var original in originals)
                {
                    prepared.Add(await PrepareAsync(original, edge, share, cancellationToken));
                }

                if (prepared.Sum(picture => (long)picture.File.Length) <= budget)
                {
                    return prepared;
                }

                if (edge < SmallestEdge)
                {
                    throw problems.InputTooLarge();
                }
            }
        }
        catch (CorruptImageException corrupt)
        {
            throw RemoteProblems.InputUnreadable(corrupt);
        }
    }

    /// <returns>Null when there is no mask.</returns>
    /// <exception cref="EngineException">It cannot be read.</exception>
    public MaskPicture? ReadMask(DataContent? mask, CancellationToken cancellationToken)
    {
        if (mask is null)
        {
            return null;
        }

        var codec = services.GetRequiredService<IRasterCodec>();
        try
        {
            using var pixels = codec.Decode(mask.Data, cancellationToken);
            return MaskPicture.Of(pixels);
        }
        catch (Exception bad) when (codec.IsDamage(bad))
        {
            throw RemoteProblems.InputUnreadable(bad);
        }
    }

    private static RemotePicture Open(AIContent content)
    {
        var file = content is DataContent data ? data.Data : throw RemoteProblems.InputUnreadable();
        var header = SourceHeader.Read(file);
        var sendable = RemotePicture.IsTaken(header.ContentType) ? MetadataStripper.From(file.ToArray()) : file;
        return new(sendable, header.ContentType, header.Width, header.Height) { Frames = header.Frames };
    }

    private async Task<RemotePicture> PrepareAsync(RemotePicture original, int edge, long share, CancellationToken cancellationToken)
    {
        if (original.CanBeSentAsItIs && original.LongestEdge <= edge && original.File.Length <= share)
        {
            return original;
        }

        var size = RenditionSize.Within(original.Width, original.Height, edge);
        var file = await services.GetRequiredService<IImageEngine>()
            .MakeRenditionAsync(original.File, Math.Max(size.Width, size.Height), cancellationToken);
        return new(file, "image/webp", size.Width, size.Height);
    }
}
