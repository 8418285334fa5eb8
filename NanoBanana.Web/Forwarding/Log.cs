using Yarp.ReverseProxy.Forwarder;

namespace NanoBanana.Web.Forwarding;

internal static partial class Log
{
    [LoggerMessage(
        Level = LogLevel.Warning, Message = "A request could not be passed on to the API: {Error}.", EventName = "forwarding.failed")]
    public static partial void Failed(ILogger logger, ForwarderError error, Exception? exception);
}
