namespace Aspire.Hosting.Testing;

/// <summary>The data directory of an application under test; made when it is asked for, gone when the application is.</summary>
internal sealed class TemporaryData
{
    private readonly Lazy<DirectoryInfo> _directory = new(() => Directory.CreateTempSubdirectory("nanobanana-"));

    public string Path => _directory.Value.FullName;

    public void Delete()
    {
        if (_directory.IsValueCreated && _directory.Value.Exists)
        {
            _directory.Value.Delete(recursive: true);
        }
    }
}
