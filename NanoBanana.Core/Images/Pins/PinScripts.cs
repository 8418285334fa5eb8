using NanoBanana.Core.Sessions;

namespace NanoBanana.Core.Images.Pins;

/// <summary>
/// The changes of pins. The order of a session's pins has members <c>imageId:pinId</c>, which sort by picture, then by creation.
/// </summary>
internal static class PinScripts
{
    public static readonly SessionScript Create = SessionScript.Load("pins/create");
    public static readonly SessionScript Update = SessionScript.Load("pins/update");
    public static readonly SessionScript Delete = SessionScript.Load("pins/delete");
}
