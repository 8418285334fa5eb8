namespace Aspire.Hosting.Running;

/// <summary>One stream for everybody's lines, each after the name of who said it.</summary>
internal sealed class ConsoleLog
{
    private const string Own = "apphost";
    private static readonly int[] Colours = [36, 32, 33, 35, 34, 96, 92, 93, 95];

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _colours = [];
    private int _width = Own.Length;

    public bool Coloured { get; } = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null or "";

    public void Expect(IEnumerable<string> names) => _width = Math.Max(Own.Length, names.Select(n => n.Length).DefaultIfEmpty().Max());

    public void Say(string sentence) => Write(Own, sentence);

    public void Write(string name, string line)
    {
        lock (_lock)
        {
            var prefix = $"{name.PadRight(_width)} |";
            Console.Out.WriteLine(Coloured ? $"\e[{Colour(name)}m{prefix}\e[0m {line}" : $"{prefix} {line}");
        }
    }

    private int Colour(string name)
    {
        if (!_colours.TryGetValue(name, out var colour))
        {
            _colours[name] = colour = Colours[_colours.Count % Colours.Length];
        }

        return colour;
    }
}
