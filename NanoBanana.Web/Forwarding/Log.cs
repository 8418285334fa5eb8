namespace NanoBanana.Web.Forwarding;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The API cannot be reached.", EventName = "forwarding.unreachable")]
    public static partial void Unreachable(ILogger logger, Exception exception);
}
