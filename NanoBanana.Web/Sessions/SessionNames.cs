using NanoBanana.Contracts.Sessions;
using NanoBanana.Web.Resources;

namespace NanoBanana.Web.Sessions;

/// <summary>What a session is called.</summary>
internal static class SessionNames
{
    /// <summary>Its title; without one the file name of its first picture.</summary>
    public static string Name(this Session session) =>
        session.Title is { Length: > 0 } title ? title : session.FileName ?? Text.Untitled;
}
