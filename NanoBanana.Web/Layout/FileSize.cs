using System.Globalization;

namespace NanoBanana.Web.Layout;

internal static class FileSize
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB"];

    /// <summary>Such as <c>1.4 MB</c>.</summary>
    public static string Say(long bytes)
    {
        var size = (double)bytes;
        var unit = 0;
        for (; size >= 1024 && unit < Units.Length - 1; unit++)
        {
            size /= 1024;
        }
        return $"{size.ToString(unit == 0 || size >= 100 ? "0" : "0.#", CultureInfo.CurrentCulture)} {Units[unit]}";
    }
}
