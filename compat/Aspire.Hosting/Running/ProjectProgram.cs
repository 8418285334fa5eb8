using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>A project runs from what the build of the AppHost made of it.</summary>
internal sealed class ProjectProgram(DistributedApplicationBuilder builder, Telemetry telemetry, ConsoleLog log)
{
    public Launch For(ProjectResource project, string[] args, Dictionary<string, string> environment)
    {
        var path = project.Annotations.OfType<IProjectMetadata>().Single().ProjectPath;
        var program = builder.AppHostAssembly?.GetMetadata($"program:{Path.GetFileNameWithoutExtension(path)}");
        return program is not null && File.Exists(program)
            ? new(Tool.DotNet, [program, .. args], Path.GetDirectoryName(path)!, environment)
            : throw new DistributedApplicationException($"'{project.Name}' is not built; build the AppHost's project first.");
    }

    public void AddDefaults(IResource project, int replica, Dictionary<string, object> environment)
    {
        var urls = project.Endpoints().Where(e => e.UriScheme is "https" or "http")
            .Select(e => $"{e.UriScheme}://localhost:{e.ReplicaPorts[replica]}");
        environment["ASPNETCORE_URLS"] = string.Join(';', urls);
        if (project.Endpoints().FirstOrDefault(e => e.UriScheme is "https") is { } https)
        {
            environment["ASPNETCORE_HTTPS_PORT"] = $"{https.AllocatedPort}";
        }

        // One line for each record, and none for what the AppHost says itself.
        environment["LOGGING__CONSOLE__FORMATTERNAME"] = "simple";
        environment["LOGGING__CONSOLE__FORMATTEROPTIONS__SINGLELINE"] = "true";
        environment["LOGGING__LOGLEVEL__MICROSOFT.ASPNETCORE"] = "Warning";
        environment["LOGGING__LOGLEVEL__MICROSOFT.HOSTING.LIFETIME"] = "Warning";
        if (log.Coloured)
        {
            environment["DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION"] = "true";
        }

        telemetry.AddTo(environment, project, replica);
    }
}
