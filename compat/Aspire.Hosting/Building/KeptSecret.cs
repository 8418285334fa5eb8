using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>A generated secret that survives restarts: a file that only its owner can read.</summary>
internal sealed class KeptSecret(IDistributedApplicationBuilder builder, string name)
{
    private string Directory => Path.Combine(DataDirectory.Of(builder), "secrets");

    public string GetOrCreate(ParameterDefault value)
    {
        var file = Path.Combine(Directory, name);
        if (File.Exists(file))
        {
            return File.ReadAllText(file);
        }

        CreateDirectory();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var secret = value.GetDefaultValue();
        using var writer = new StreamWriter(file, options);
        writer.Write(secret);
        return secret;
    }

    private void CreateDirectory()
    {
        if (OperatingSystem.IsWindows())
        {
            System.IO.Directory.CreateDirectory(Directory);
        }
        else
        {
            System.IO.Directory.CreateDirectory(Directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
