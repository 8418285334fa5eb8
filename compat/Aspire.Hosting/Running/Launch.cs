namespace Aspire.Hosting.Running;

/// <summary>One program to start.</summary>
internal sealed record Launch(
    string Command, IReadOnlyList<string> Arguments, string WorkingDirectory, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>What the program reads before its input ends; never shown in a process list.</summary>
    public string? Input { get; init; }

    /// <summary>How a line of its output is shown; null for a line that is not worth it.</summary>
    public Func<string, string?> Show { get; init; } = static line => line.Length > 0 ? line : null;
}
