using System.Net;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Edits;

namespace NanoBanana.Core.Engines.Remote;

/// <summary>The outcomes of asking a provider, each with its words and its rule for asking again.</summary>
/// <param name="name">What people call the provider.</param>
internal sealed class RemoteProblems(string name, RemoteEngineOptions options)
{
    private const int LongestQuote = 240;
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan QuotaWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestQuotaWait = TimeSpan.FromHours(1);

    public EngineException Blocked(string reason) => new(new(
        EditProblems.Blocked, $"{name} does not do this: {Quote(reason)}.", "Ask for something else, or use another engine."));

    public EngineException NoImage(string? said) => new(new(
        EditProblems.NoImage, $"{name} answered without a picture.",
        Quote(said) is { Length: > 0 } words
            ? $"It said: “{words}” Say it differently, or try again."
            : "Say it differently, or try again."));

    /// <summary>A wait of hours means that the day's allowance is used up, whatever the provider calls it.</summary>
    public EngineException QuotaMinute(TimeSpan? wait) => wait > LongestQuotaWait ? QuotaDay() : Later(
        EditProblems.QuotaMinute, $"{name} takes no more requests for the moment.", "Try again a little later.", wait ?? QuotaWait);

    public EngineException QuotaDay() => new(new(
        EditProblems.QuotaDay, $"The allowance at {name} is used up.", "Try tomorrow, use another engine, or have the allowance raised."));

    public EngineException TimedOut(Exception? inner = null) => new(new(
        EditProblems.Timeout, $"{name} took too long.",
        "It may have been charged all the same. Try again, or ask for less."), inner: inner);

    public EngineException Unreachable(Exception inner) => Later(
        EditProblems.Provider, $"{name} cannot be reached.",
        $"Try again later. If it stays so, check the network and {options.BaseUrlName}.", ShortWait, inner);

    public EngineException Lost(Exception inner) => new(new(
        EditProblems.Provider, $"The connection to {name} broke before its answer was there.",
        "It may have been charged all the same. Try again."), inner: inner);

    public EngineException Failing(HttpStatusCode status, TimeSpan? wait) => Later(
        EditProblems.Provider, $"{name} has a fault at the moment ({(int)status}).", "Try again later.", wait ?? ShortWait);

    public EngineException Unexpected(HttpStatusCode status) => new(new(
        EditProblems.Provider, $"{name} answered with {(int)status}.",
        $"Nothing can be done about it here; check {options.BaseUrlName} if it is set."));

    public EngineException NotSetUp() => new(new(
        EditProblems.Provider, $"{name} is not set up here.", $"Set {options.ApiKeyName}, or use another engine."));

    public EngineException BadKey() => new(new(
        EditProblems.Provider, $"{name} does not accept the key.", $"Set {options.ApiKeyName} to a key that may use {options.Model}."));

    public EngineException NoModel() => new(new(
        EditProblems.Provider, $"{name} has no model {options.Model}.", $"Set {options.ModelName} to one that it offers."));

    public EngineException NotOffered(string? said) => new(new(
        EditProblems.Provider, $"{name} does not serve this account: {Quote(said)}",
        $"Check the account that {options.ApiKeyName} belongs to."));

    public EngineException Nonsense(string what, Exception? inner = null) => new(new(
        EditProblems.Provider, $"The answer of {name} makes no sense: {what}.", "Try again, or use another engine."), inner: inner);

    public EngineException Refused(string? said) => new(new(
        EditProblems.Input, $"{name} cannot use this: {Quote(said)}", "Use other pictures, another mask or other words."));

    public EngineException NoTransparency() => new(new(
        EditProblems.Input, $"{name} makes no transparent backgrounds with {options.Model}.", "Ask without one, or use another engine."));

    public EngineException InputTooLarge() => new(new(
        EditProblems.Input, $"The pictures are too large for {name}.", "Use fewer or smaller ones."));

    public static EngineException InputUnreadable(Exception? inner = null) => new(new(
        EditProblems.Input, "A picture cannot be read.", "Upload it again, or use another one."), inner: inner);

    /// <summary>A provider's words on one line, cut, and without the key, should they have it.</summary>
    private string Quote(string? said)
    {
        var line = string.Join(' ', (said ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        line = options.Key is { } key ? line.Replace(key, "…", StringComparison.Ordinal) : line;
        return line.Length <= LongestQuote ? line : $"{line[..(LongestQuote - 1)].TrimEnd()}…";
    }

    private static EngineException Later(string code, string title, string detail, TimeSpan wait, Exception? inner = null)
    {
        wait = wait > TimeSpan.FromSeconds(1) ? wait : TimeSpan.FromSeconds(1);
        return new(new Problem(code, title, detail, (int)Math.Ceiling(wait.TotalSeconds)), wait, inner);
    }
}
