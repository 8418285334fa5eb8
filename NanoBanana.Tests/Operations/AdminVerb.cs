using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Operations;

/// <summary><c>dotnet NanoBanana.Api.dll admin VERB</c> as a process.</summary>
internal sealed record AdminVerb(int ExitCode, string Said)
{
    public static async Task<AdminVerb> RunAsync(IReadOnlyDictionary<string, string?> settings, params string[] verb)
    {
        await using var process = ServiceProcess.Launch("NanoBanana.Api", settings, ["admin", .. verb]);
        await process.EndAsync();
        return new(process.ExitCode, process.Log);
    }

    /// <summary>It did what it was asked for.</summary>
    public AdminVerb ShouldSay(string words) => Should(0, words);

    /// <summary>It did not, and told why.</summary>
    public AdminVerb ShouldRefuse(string words, int code = 1) => Should(code, words);

    private AdminVerb Should(int code, string words)
    {
        Assert.Contains(words, Said, StringComparison.Ordinal);
        Assert.Equal(code, ExitCode);
        Assert.DoesNotContain("   at ", Said, StringComparison.Ordinal);
        return this;
    }
}
