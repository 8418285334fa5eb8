using NetVips;

namespace NanoBanana.Imaging.LibVips;

/// <summary>
/// Stops the computation of an image when a token is cancelled. libvips looks at the switch between strips of pixels; what a
/// codec does in one go (the coefficients of a progressive JPEG) is finished first.
/// </summary>
internal sealed class VipsKillSwitch : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<Watched> _watched = [];
    private readonly List<Source> _held = [];
    private readonly CancellationToken _token;
    private readonly CancellationTokenRegistration _registration;

    public VipsKillSwitch(CancellationToken token)
    {
        _token = token;
        _registration = token.Register(KillAll);
    }

    public CancellationToken Stopping => _token;

    /// <summary>Owns the image from now on.</summary>
    /// <param name="pixels">What it lies in, which is freed with it.</param>
    public Image Watch(Image image, IDisposable? pixels = null)
    {
        lock (_lock)
        {
            _watched.Add(new(image, pixels));
        }

        if (_token.IsCancellationRequested)
        {
            KillAll();
        }

        return image;
    }

    /// <summary>Keeps the bytes that images are read from where they are, until all of them are freed.</summary>
    public Source Hold(Source source)
    {
        _held.Add(source);
        return source;
    }

    /// <summary>How many images there are, to release those that follow.</summary>
    public int Count => _watched.Count;

    /// <summary>Frees the images that nobody asks for any more; what is computed from them keeps what it needs itself.</summary>
    /// <param name="first">Images watched before it stay.</param>
    public void Release(int first, Func<Image, bool> isKept)
    {
        lock (_lock)
        {
            for (var last = _watched.Count - 1; last >= first; last--)
            {
                if (!isKept(_watched[last].Image))
                {
                    _watched[last].Dispose();
                    _watched.RemoveAt(last);
                }
            }
        }
    }

    public void Dispose()
    {
        // Waits for a running callback, so no image is freed under it.
        _registration.Dispose();
        for (var last = _watched.Count - 1; last >= 0; last--)
        {
            _watched[last].Dispose();
        }

        _held.ForEach(source => source.Dispose());
    }

    private void KillAll()
    {
        lock (_lock)
        {
            foreach (var watched in _watched)
            {
                watched.Image.SetKill(true);
            }
        }
    }

    private readonly record struct Watched(Image Image, IDisposable? Pixels) : IDisposable
    {
        public void Dispose()
        {
            Image.Dispose();
            Pixels?.Dispose();
        }
    }
}
