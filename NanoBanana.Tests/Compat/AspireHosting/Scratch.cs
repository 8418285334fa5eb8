using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Compat.AspireHosting;

/// <summary>A directory where the programs of a test leave their traces.</summary>
internal sealed class Scratch
{
    public string Directory { get; } = Watchdog.TemporaryDirectory();

    public IResourceBuilder<ExecutableResource> AddScript(IDistributedApplicationBuilder builder, string name, string script) =>
        builder.AddExecutable(name, "sh", Directory, "-c", script);

    public string[] Lines(string file)
    {
        var path = Path.Combine(Directory, file);
        return File.Exists(path) ? File.ReadAllLines(path) : [];
    }
}
