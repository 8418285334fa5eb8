using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;

namespace NanoBanana.Web.Layout;

/// <summary>
/// One drawing each, on a 20 by 20 grid, in the colour of the text around it. Markup and no component: a session's page has seventy, and
/// a circuit keeps 1.5 KB for each component.
/// </summary>
internal static class Icons
{
    private static readonly ConcurrentDictionary<(string File, string Id), MarkupString> Drawn = new();

    /// <param name="assets">Where the file with all icons is found.</param>
    /// <param name="id">The id of a symbol in <c>icons.svg</c>.</param>
    public static MarkupString Icon(this ResourceAssetCollection assets, string id) =>
        Drawn.GetOrAdd((assets["icons.svg"], id), static icon => new(
            """<svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">"""
            + $"""<use href="{icon.File}#{icon.Id}"></use></svg>"""));
}
