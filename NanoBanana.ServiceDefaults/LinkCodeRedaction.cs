using System.Diagnostics;
using System.Text.RegularExpressions;
using OpenTelemetry;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Takes the codes of invitations and public copies out of spans before they are exported: who has a code has what it opens. Values in
/// queries are left out by the instrumentation itself.
/// </summary>
internal sealed partial class LinkCodeRedaction : BaseProcessor<Activity>
{
    private static readonly string[] Addresses = ["url.path", "url.full"];

    public override void OnEnd(Activity data)
    {
        foreach (var tag in Addresses)
        {
            if (data.GetTagItem(tag) is string address && Code.IsMatch(address))
            {
                data.SetTag(tag, Code.Replace(address, "{code}"));
            }
        }
    }

    /// <summary>The segment behind <c>invites</c>, <c>join</c> and <c>snapshots</c>.</summary>
    [GeneratedRegex("(?<=/(?:invites|join|snapshots)/)[^/?#]+", RegexOptions.IgnoreCase)]
    private static partial Regex Code { get; }
}
