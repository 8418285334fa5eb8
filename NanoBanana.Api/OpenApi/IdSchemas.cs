using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace NanoBanana.Api.OpenApi;

/// <summary>Describes ids as the strings that they are in JSON.</summary>
internal sealed class IdSchemas : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        if (IsId(type))
        {
            // In an address an id may be missing, and is never null.
            var isNullable = Nullable.GetUnderlyingType(type) is not null
                && (context.ParameterDescription is not { } parameter || parameter.Source == BindingSource.Body);
            schema.Type = isNullable ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
            // The words of the type stand where the property has none; they say no more than its name.
            schema.Description = schema.Description?.StartsWith("The id of ", StringComparison.Ordinal) is true ? null : schema.Description;
        }
        else if (context.JsonTypeInfo.ElementType is { } element && IsId(element))
        {
            schema.Items = new OpenApiSchema { Type = JsonSchemaType.String };
        }

        return Task.CompletedTask;
    }

    /// <summary>The name of a type among the components; null for an id, which is described where it stands.</summary>
    public static string? NameOf(JsonTypeInfo type) => IsId(type.Type) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);

    /// <summary>Whether values of this type are ids, missing ones among them.</summary>
    public static bool IsId(Type type) => (Nullable.GetUnderlyingType(type) ?? type).GetInterfaces()
        .Any(implemented => implemented.IsGenericType && implemented.GetGenericTypeDefinition() == typeof(IId<>));
}
