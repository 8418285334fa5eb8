using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>A connection to something that others run; its text is in the configuration.</summary>
internal sealed class ConfiguredConnectionString(string name, string? environmentVariable, Func<string> text)
    : ParameterResource(name, _ => text(), secret: true), IResourceWithConnectionString, IResourceWithWaitSupport
{
    public string? ConnectionStringEnvironmentVariable => environmentVariable;

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{(ParameterResource)this}");
}
