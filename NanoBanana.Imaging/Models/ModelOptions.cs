using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NanoBanana.Imaging.Models;

/// <summary>Trained models on this machine: the configuration section <c>Engines:Local</c>.</summary>
internal sealed class ModelOptions
{
    public const string Section = "Engines:Local";
    public const string Auto = "auto";
    public const string Off = "off";

    /// <summary><c>auto</c> uses a model when a step asks for it and its file is there; <c>off</c> starts lean and never loads
    /// one.</summary>
    [AllowedValues(Auto, Off, ErrorMessage = "Set Engines:Local:Models to auto or off.")]
    public string Models { get; set; } = Auto;

    /// <summary>The folder of the model files; without one <c>MODELS_DIR</c>, or the user's cache.</summary>
    public string? ModelsDir { get; set; }

    /// <summary>The cascade that finds faces, of Debian's package <c>opencv-data</c>.</summary>
    [Required]
    public string FaceCascade { get; set; } = "/usr/share/opencv4/haarcascades/haarcascade_frontalface_alt2.xml";

    public string Folder => ModelsDir ?? Environment.GetEnvironmentVariable("MODELS_DIR") ?? Path.Combine(Cache, "nanobanana", "models");

    private static string Cache => Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
        ? cache
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
}

[OptionsValidator]
internal sealed partial class ModelOptionsValidator : IValidateOptions<ModelOptions>;
