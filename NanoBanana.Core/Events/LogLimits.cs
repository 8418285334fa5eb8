using System.Diagnostics;

namespace NanoBanana.Core.Events;

/// <summary>What <c>shared/append.lua</c>, the one script that writes to a log, is given.</summary>
internal static class LogLimits
{
    /// <summary>The limits with the <c>traceparent</c> that the entry keeps; without it when nobody traces.</summary>
    public static string Traced(string limits) => Activity.Current is { Recorded: true, Id: { } trace } ? $"{limits}:{trace}" : limits;
}
