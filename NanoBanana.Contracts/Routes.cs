namespace NanoBanana.Contracts;

/// <summary>The addresses of the API, relative to its base address.</summary>
public static class Routes
{
    public const string Hub = "/ws";

    public const string Auth = "/api/auth";
    public const string Register = Auth + "/register";
    public const string Login = Auth + "/login";
    public const string Refresh = Auth + "/refresh";
    public const string Logout = Auth + "/logout";
    public const string Me = Auth + "/me";
    public const string Usage = Me + "/usage";

    public const string Sessions = "/api/sessions";
    public const string Messages = "/api/messages";
    public const string Images = "/api/images";
    public const string Upload = Images + "/upload";
    public const string UploadBatch = Upload + "/batch";

    public static string Session(string id) => $"{Sessions}/{id}";
    public static string RestoreSession(string id) => $"{Session(id)}/restore";
    public static string SessionMessages(string id) => $"{Session(id)}/messages";
    public static string Message(string id) => $"{Messages}/{id}";
    public static string SessionImages(string id) => $"{Images}/session/{id}";
    public static string Image(string id) => $"{Images}/{id}";
    public static string ImageContent(string id) => $"{Image(id)}/content";
    public static string Lineage(string id) => $"{Image(id)}/lineage";
}
