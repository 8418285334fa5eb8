namespace NanoBanana.Web.Exports;

/// <summary>The addresses of what is taken away as a zip.</summary>
internal static class ExportPaths
{
    public const string Account = "export/account";

    /// <summary>With the query of a search, what it finds; otherwise everything.</summary>
    public const string OperatorActions = "export/operator-actions";

    public static string Session(string id) => $"export/sessions/{id}";
}
