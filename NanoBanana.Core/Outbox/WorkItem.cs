namespace NanoBanana.Core.Outbox;

/// <summary>The names of what can be due.</summary>
internal static class WorkItem
{
    public const string SessionPrefix = "session:";
    public const string ImagePrefix = "image:";
    public const string MaskPrefix = "mask:";
    public const string ObjectPrefix = "object:";
    public const string UserPrefix = "user:";
    public const string GuestPrefix = "guest:";
    public const string UnitsPrefix = "units:";
    public const string UploadPrefix = "upload:";
    private const char ChangeMark = '#';

    public static string Session(SessionId id) => SessionPrefix + id.Value;
    public static string Image(ImageId id) => ImagePrefix + id;
    public static string Mask(ImageId imageId) => MaskPrefix + imageId;
    public static string Object(string sha256) => ObjectPrefix + sha256;
    public static string User(UserId id) => UserPrefix + id.Value;
    public static string Guest(UserId id) => GuestPrefix + id.Value;
    public static string Units(UserId userId, EditId editId) => $"{UnitsPrefix}{userId}:{editId}";
    public static string Upload(UserId userId, string id) => $"{UploadPrefix}{userId}:{id}";

    /// <summary>One change of an item.</summary>
    public static string Change(string item, string change) => $"{item}{ChangeMark}{change}";

    /// <summary>The item that a change belongs to; another item itself.</summary>
    public static string Of(string itemOrChange) =>
        itemOrChange.IndexOf(ChangeMark) is >= 0 and var mark ? itemOrChange[..mark] : itemOrChange;
}
