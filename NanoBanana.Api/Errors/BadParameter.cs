using System.ComponentModel;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Metadata;
using NanoBanana.Api.OpenApi;

namespace NanoBanana.Api.Errors;

/// <summary>Finds the parameter of the query or the path that a handler could not be called with.</summary>
internal static class BadParameter
{
    public const string Message = "The value is missing or has not the right form.";

    /// <returns>The name of the first one that is missing or has the wrong form; null when all are well, so that it is the body.</returns>
    public static string? Find(HttpContext context)
    {
        var failure = context.Features.Get<IExceptionHandlerFeature>();
        return (failure?.Endpoint ?? context.GetEndpoint())?.Metadata.GetOrderedMetadata<IParameterBindingMetadata>()
            .FirstOrDefault(parameter => parameter.HasTryParse && IsBad(parameter, ValueOf(context, failure, parameter.Name)))?.Name;
    }

    private static string? ValueOf(HttpContext context, IExceptionHandlerFeature? failure, string name) =>
        (failure?.RouteValues ?? context.Request.RouteValues).TryGetValue(name, out var segment)
            ? segment as string
            : context.Request.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>Any text is an id.</summary>
    private static bool IsBad(IParameterBindingMetadata parameter, string? value)
    {
        var type = parameter.ParameterInfo.ParameterType;
        type = Nullable.GetUnderlyingType(type) ?? type;
        return value is null ? !parameter.IsOptional : !IdSchemas.IsId(type) && !TypeDescriptor.GetConverter(type).IsValid(value);
    }
}
