using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace NanoBanana.Tests.Engines.Providers;

/// <summary>
/// How the server behaves: <c>mode:NAME</c> in a prompt says it for that prompt, from whichever process it comes. Several names,
/// <c>mode:no-image,no-image,ok</c>, are taken one after the other, call by call of the same prompt; the last one stays.
/// </summary>
internal sealed partial class ProviderModes
{
    public const string Ok = "ok";

    private readonly ConcurrentDictionary<string, int> _calls = new();

    public string Next(string prompt)
    {
        if (Named().Match(prompt) is not { Success: true } match)
        {
            return Ok;
        }

        var names = match.Groups[1].Value.Split(',');
        return names[Math.Min(_calls.AddOrUpdate(prompt, 0, (_, calls) => calls + 1), names.Length - 1)];
    }

    [GeneratedRegex("mode:([a-z0-9,-]+)")]
    private static partial Regex Named();
}
