using System.Reflection;
using System.Xml.Linq;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace NanoBanana.Api.OpenApi;

/// <summary>Gives each operation the <c>summary</c> of its handler's documentation.</summary>
internal sealed class HandlerSummaries : IOpenApiOperationTransformer
{
    private static readonly Lazy<Dictionary<string, string>> All = new(Read);

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var handler = context.Description.ActionDescriptor.EndpointMetadata.OfType<MethodInfo>().FirstOrDefault();
        operation.Summary ??= All.Value.GetValueOrDefault($"{handler?.DeclaringType?.FullName}.{handler?.Name}");
        return Task.CompletedTask;
    }

    /// <summary>By type and method, without the parameters: no two handlers of a type have the same name.</summary>
    private static Dictionary<string, string> Read()
    {
        var file = $"{typeof(HandlerSummaries).Assembly.GetName().Name}.xml";
        return XDocument.Load(Path.Combine(AppContext.BaseDirectory, file)).Descendants("member")
            .Select(member => (Name: member.Attribute("name")!.Value, Summary: member.Element("summary")?.Value))
            .Where(member => member.Name.StartsWith("M:", StringComparison.Ordinal) && member.Summary is not null)
            .GroupBy(member => member.Name[2..].Split('(')[0], member => Plain(member.Summary!))
            .ToDictionary(members => members.Key, members => members.First());
    }

    private static string Plain(string summary) =>
        string.Join(' ', summary.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
}
