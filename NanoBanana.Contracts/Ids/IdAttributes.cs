using System.ComponentModel.DataAnnotations;

namespace NanoBanana.Contracts.Ids;

/// <summary>An id in a request: at most <see cref="Limits.IdMaxLength"/> characters.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class IdLengthAttribute() : StringLengthAttribute(Limits.IdMaxLength)
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) => base.IsValid(value?.ToString());
}

/// <summary>An id that a request has to name.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class RequiredIdAttribute : RequiredAttribute
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) => base.IsValid(value?.ToString());
}
