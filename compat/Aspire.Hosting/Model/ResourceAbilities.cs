namespace Aspire.Hosting.ApplicationModel
{
    public interface IResourceWithEnvironment : IResource;

    public interface IResourceWithArgs : IResource;

    public interface IResourceWithEndpoints : IResource;

    public interface IResourceWithWaitSupport : IResource;

    public interface IComputeResource : IResource;

    public interface IComputeEnvironmentResource : IResource;
}

namespace Aspire.Hosting
{
    public interface IResourceWithServiceDiscovery : ApplicationModel.IResourceWithEndpoints;
}
