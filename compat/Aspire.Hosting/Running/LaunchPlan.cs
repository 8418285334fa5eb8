using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Redis;

namespace Aspire.Hosting.Running;

/// <summary>Turns a resource into the program that runs it.</summary>
internal sealed class LaunchPlan(
    DistributedApplicationExecutionContext executionContext, ProjectProgram projects, RedisProgram redis)
{
    public async Task<Launch> ForAsync(IResource resource, int replica, CancellationToken cancellationToken)
    {
        var environment = await EnvironmentAsync(resource, replica, cancellationToken);
        var args = await ArgumentsAsync(resource, cancellationToken);
        return resource switch
        {
            ProjectResource project => projects.For(project, args, environment),
            RedisResource server => await redis.ForAsync(server, args, environment, cancellationToken),
            ContainerResource container => await ContainerProgram.ForAsync(container, args, environment, cancellationToken),
            ExecutableResource program => new(program.Command, args, program.WorkingDirectory, environment),
            _ => throw new DistributedApplicationException($"'{resource.Name}' is of a kind that cannot be run without the Aspire packages."),
        };
    }

    private async Task<Dictionary<string, string>> EnvironmentAsync(IResource resource, int replica, CancellationToken cancellationToken)
    {
        var context = new EnvironmentCallbackContext(executionContext, resource, cancellationToken: cancellationToken);
        if (resource is ProjectResource)
        {
            projects.AddDefaults(resource, replica, context.EnvironmentVariables);
        }

        foreach (var endpoint in resource.Endpoints().Where(e => e.PortVariable is not null))
        {
            context.EnvironmentVariables[endpoint.PortVariable!] = $"{endpoint.ReplicaPorts[replica]}";
        }

        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        var environment = new Dictionary<string, string>();
        foreach (var (name, value) in context.EnvironmentVariables)
        {
            environment[name] = await TextAsync(value, cancellationToken);
        }

        return environment;
    }

    private static async Task<string[]> ArgumentsAsync(IResource resource, CancellationToken cancellationToken)
    {
        var context = new CommandLineArgsCallbackContext([], cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        var args = new List<string>();
        foreach (var arg in context.Args)
        {
            args.Add(await TextAsync(arg, cancellationToken));
        }

        return [.. args];
    }

    private static async Task<string> TextAsync(object value, CancellationToken cancellationToken) =>
        (value is IValueProvider provider ? await provider.GetValueAsync(cancellationToken) : value.ToString()) ?? "";
}
