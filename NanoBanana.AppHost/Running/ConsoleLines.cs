using System.Text.RegularExpressions;

namespace NanoBanana.AppHost;

/// <summary>One console for the lines of all resources, which come at the same time.</summary>
internal sealed partial class ConsoleLines
{
    private const int MaxLength = 400;
    private const int NameWidth = 7;
    private readonly Lock _writing = new();

    /// <summary>Writes a line after the name of its resource, without the stack trace that may follow its message.</summary>
    public void Write(string name, string line)
    {
        var text = StackTrace().Replace(line, "");
        Write($"{name.PadRight(NameWidth)} | {(text.Length > MaxLength ? text[..MaxLength] + " …" : text)}");
    }

    public void Write(string line)
    {
        lock (_writing)
        {
            Console.Out.WriteLine(line);
        }
    }

    [GeneratedRegex(@"\s+at [\w.`<>]+\(.*$|\s+at [\w.`<>+]+\..*$|\s--->.*$", RegexOptions.Singleline)]
    private static partial Regex StackTrace();
}
