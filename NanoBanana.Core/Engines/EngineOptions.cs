using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NanoBanana.Core.Engines;

/// <summary>Settings of all engines (section <c>Engines</c>).</summary>
internal sealed class EngineOptions
{
    /// <summary>The engine of an edit that names none.</summary>
    [Required]
    public string Default { get; set; } = "local";
}

[OptionsValidator]
internal sealed partial class EngineOptionsValidator : IValidateOptions<EngineOptions>;
