using System.Diagnostics;
using System.Text.RegularExpressions;
using OpenTelemetry;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Replaces the addresses of calls in spans by routes before they are exported: a path has ids, and codes that open what they name.
/// Values in queries are left out by the instrumentation itself.
/// </summary>
internal sealed partial class AddressRedaction : BaseProcessor<Activity>
{
    private const string Address = "url.full";

    public override void OnEnd(Activity data)
    {
        if (data.GetTagItem(Address) is string address)
        {
            data.SetTag(Address, RouteOf(address));
        }
    }

    /// <summary>The address with <c>{code}</c> for codes of links, and <c>{id}</c> for all else that is no word.</summary>
    internal static string RouteOf(string address) => Segment.Replace(Code.Replace(address, "{code}"), "{id}");

    /// <summary>The segment behind <c>invites</c>, <c>join</c>, <c>snapshots</c> and <c>reset</c>.</summary>
    [GeneratedRegex("(?<=/(?:invites|join|snapshots|reset)/)[^/?#]+", RegexOptions.IgnoreCase)]
    private static partial Regex Code { get; }

    /// <summary>A segment of a path that is longer than words are, or has signs that words do not have.</summary>
    [GeneratedRegex("(?<=[^/:]/)(?!\\{code\\})(?![A-Za-z][A-Za-z0-9_.-]{0,19}(?:[/?#]|$))[^/?#]+")]
    private static partial Regex Segment { get; }
}
