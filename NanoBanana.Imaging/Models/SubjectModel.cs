using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;
using NanoBanana.Imaging.Compositing;
using NanoBanana.Imaging.Editing;

namespace NanoBanana.Imaging.Models;

/// <summary>
/// Finds what stands out in a picture with ISNet, a salient-object network. The model is loaded when somebody first asks, and kept. It runs
/// on one
/// thread and gives its memory back after each picture.
/// </summary>
internal sealed class SubjectModel(IOptions<ModelOptions> options) : ISubjectModel, IDisposable
{
    /// <summary>Both sides of what the network looks at, whatever the picture's ratio.</summary>
    public const int Side = 1024;

    private const string FileName = "isnet-small.onnx";
    private const string Sha256 = "7001d60734fdc112dd9c062635fb59cd401fb82a9d4213134bce4dbd655c803a";

    private readonly Lock _loading = new();
    private InferenceSession? _session;

    public static string PathOf(ModelOptions options) => Path.Combine(options.Folder, FileName);

    public bool IsAvailable => options.Value.Models != ModelOptions.Off && File.Exists(PathOf(options.Value));

    /// <param name="pixels">Three bands of one byte, <see cref="Side"/> wide and high.</param>
    public byte[] Find(Raster pixels, CancellationToken cancellationToken)
    {
        var session = Load();
        using var stop = new RunOptions();
        using var stopping = cancellationToken.Register(() => stop.Terminate = true);
        using var input = OrtValue.CreateTensorValueFromMemory(Planes(pixels), [1, 3, Side, Side]);
        // The network takes 620 MB for a moment: what is garbage meanwhile is given back first.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        try
        {
            // The other outputs are for training, and cost a gigabyte.
            using var outputs = session.Run(stop, ["input"], [input], [session.OutputNames[0]]);
            return Matte(outputs[0].GetTensorDataAsSpan<float>());
        }
        catch (OnnxRuntimeException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    public void Dispose() => _session?.Dispose();

    /// <exception cref="EditRefusedException">The model is not there, or is not the one that it should be.</exception>
    private InferenceSession Load()
    {
        lock (_loading)
        {
            return _session ??= Open();
        }
    }

    private InferenceSession Open()
    {
        if (!IsAvailable)
        {
            throw new EditRefusedException(
                "Finding the subject needs a model that is not installed here: start once with npm installed and without --no-models, "
                + "or mark the subject with a mask.",
                "识别主体需要一个模型，而这里没有安装：请在装有 npm 的机器上不带 --no-models 启动一次，或用蒙版标出主体。");
        }

        var path = PathOf(options.Value);
        using var file = File.OpenRead(path);
        if (Convert.ToHexStringLower(SHA256.HashData(file)) != Sha256)
        {
            throw new EditRefusedException(
                $"The model {FileName} is damaged: delete it and start again, so that it is fetched anew.",
                $"模型 {FileName} 已损坏：请删除它并重新启动，以便重新获取。");
        }

        using var settings = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            EnableCpuMemArena = false,
            EnableMemoryPattern = false,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        return new InferenceSession(path, settings);
    }

    /// <summary>Red, then green, then blue, each (v − 128) / 256.</summary>
    private static float[] Planes(Raster pixels)
    {
        var planes = new float[3 * Side * Side];
        for (var y = 0; y < Side; y++)
        {
            var row = pixels.Row(y);
            for (int x = 0, at = 0; x < Side; x++, at += pixels.Bands)
            {
                for (var band = 0; band < 3; band++)
                {
                    planes[(((band * Side) + y) * Side) + x] = (row[at + band] - 128) / 256f;
                }
            }
        }

        return planes;
    }

    private static byte[] Matte(ReadOnlySpan<float> shares)
    {
        var matte = new byte[shares.Length];
        for (var at = 0; at < matte.Length; at++)
        {
            matte[at] = (byte)((Math.Clamp(shares[at], 0, 1) * 255) + 0.5f);
        }

        return matte;
    }
}
