namespace NanoBanana.Tests.Imaging.Editing;

/// <summary>Runs where the model that finds subjects is installed; elsewhere it is skipped with that reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsModelFactAttribute : FactAttribute
{
    public NeedsModelFactAttribute() => Skip = TestEditor.Subject.IsAvailable ? null
        : $"The model is not in {TestEditor.Models.Value.Folder}: run ./test.sh without --no-models where npm is installed.";
}

/// <summary>Runs where the cascade that finds faces is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsFacesFactAttribute : FactAttribute
{
    public NeedsFacesFactAttribute() => Skip = TestEditor.Faces.IsAvailable ? null
        : "The cascade is not installed (Debian: apt-get install opencv-data).";
}
