namespace Aspire.Hosting;

public enum DistributedApplicationOperation
{
    Run,
    Publish,
}

public class DistributedApplicationExecutionContext(DistributedApplicationOperation operation)
{
    public DistributedApplicationOperation Operation { get; } = operation;

    public bool IsRunMode => Operation is DistributedApplicationOperation.Run;

    public bool IsPublishMode => Operation is DistributedApplicationOperation.Publish;
}
