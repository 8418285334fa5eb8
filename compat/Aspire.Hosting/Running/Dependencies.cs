using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

internal sealed class Dependencies(ResourceNotificationService notifications)
{
    /// <summary>Returns when everything that the resource waits for is as it asked.</summary>
    public Task WaitAsync(IResource resource, CancellationToken cancellationToken) => Task.WhenAll(
        resource.Annotations.OfType<WaitAnnotation>().Select(wait => WaitAsync(wait, cancellationToken)));

    /// <summary>How many others must be there first, one after the other; what has most is stopped first.</summary>
    public static int Depth(IResource resource) => resource.Annotations.OfType<WaitAnnotation>()
        .Select(wait => 1 + Depth(wait.Resource)).DefaultIfEmpty().Max();

    private async Task WaitAsync(WaitAnnotation wait, CancellationToken cancellationToken)
    {
        var name = wait.Resource.Name;
        switch (wait.WaitType)
        {
            case WaitType.WaitUntilHealthy:
                await notifications.WaitForResourceHealthyAsync(name, cancellationToken);
                break;
            case WaitType.WaitUntilStarted:
                await notifications.WaitForResourceAsync(name, [KnownResourceStates.Running, .. KnownResourceStates.TerminalStates], cancellationToken);
                break;
            default:
                var end = await notifications.WaitForResourceAsync(
                    name, e => KnownResourceStates.TerminalStates.Contains(e.Snapshot.State?.Text), cancellationToken);
                if (end.Snapshot.ExitCode != wait.ExitCode)
                {
                    throw new DistributedApplicationException($"'{name}' did not finish with exit code {wait.ExitCode}.");
                }

                break;
        }
    }
}
