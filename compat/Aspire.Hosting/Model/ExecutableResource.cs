namespace Aspire.Hosting.ApplicationModel;

public class ExecutableResource(string name, string command, string workingDirectory) : Resource(name),
    IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport, IComputeResource
{
    public string Command { get; } = command;

    public string WorkingDirectory { get; } = workingDirectory;
}
