using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>A container of any image; it needs Docker.</summary>
internal static class ContainerProgram
{
    public static async Task<Launch> ForAsync(
        ContainerResource container, string[] args, Dictionary<string, string> environment, CancellationToken cancellationToken)
    {
        if (!container.TryGetLastAnnotation<ContainerImageAnnotation>(out var image))
        {
            throw new DistributedApplicationException($"'{container.Name}' has no image.");
        }

        return await Redis.Docker.AnswersAsync(cancellationToken)
            ? For(container, $"{image.Image}:{image.Tag}", args, environment)
            : throw new DistributedApplicationException($"'{container.Name}' needs Docker, which does not answer; install it, or leave '{container.Name}' out.");
    }

    public static Launch For(ContainerResource container, string image, string[] args, Dictionary<string, string> environment)
    {
        List<string> run = ["run", "--rm", "--init", "--interactive", "--name", $"{container.Name}-{Guid.NewGuid():N}"];
        foreach (var endpoint in container.Endpoints())
        {
            run.AddRange(["--publish", $"127.0.0.1:{endpoint.AllocatedPort}:{endpoint.TargetPort}"]);
        }

        // Only the names: the values pass through the client's own environment, out of sight of the process list.
        run.AddRange(environment.Keys.SelectMany(name => new[] { "--env", name }));
        foreach (var mount in container.Annotations.OfType<ContainerMountAnnotation>())
        {
            run.AddRange(["--volume", $"{mount.Source}:{mount.Target}{(mount.IsReadOnly ? ":ro" : "")}"]);
        }

        if (container.Entrypoint is { } entrypoint)
        {
            run.AddRange(["--entrypoint", entrypoint]);
        }

        return new("docker", [.. run, image, .. args], Directory.GetCurrentDirectory(), environment);
    }
}
