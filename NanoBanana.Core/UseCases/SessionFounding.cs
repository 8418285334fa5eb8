using NanoBanana.Core.Redis;

namespace NanoBanana.Core.UseCases;

/// <summary>
/// The steps of <see cref="SessionFounder"/>. <c>founding</c> in the session's hash says that it was never shown, and who fills it.
/// </summary>
internal static class SessionFounding
{
    public static readonly RedisScript Begin = RedisScript.Load("founding/begin");
    public static readonly RedisScript Add = RedisScript.Load("founding/add");
    public static readonly RedisScript Show = RedisScript.Load("founding/show");
    public static readonly RedisScript Abandon = RedisScript.Load("founding/abandon");
}
