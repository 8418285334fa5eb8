namespace NanoBanana.Web.Resources;

/// <summary>Names the resource files that hold every word the user reads.</summary>
public sealed class Text;
