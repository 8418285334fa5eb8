using System.Net;

namespace NanoBanana.Tests.Security;

/// <summary>What one route answers to whom.</summary>
/// <param name="Route">Method and path; each parameter is named after what <see cref="SessionScenario"/> puts there.</param>
/// <param name="Body">A JSON body that is good, or <c>form</c> for an upload.</param>
/// <param name="Nobody">Status without a token, or with one that is not good (any more).</param>
public sealed record Rule(string Route, int Stranger, int Viewer, int Editor, int Owner, string? Body = null, int Nobody = 401)
{
    /// <summary>The same for everybody who is signed in: it is about the caller alone.</summary>
    public Rule(string route, int everybody, string? body = null, int nobody = 401)
        : this(route, everybody, everybody, everybody, everybody, body, nobody)
    {
    }

    public HttpMethod Method => new(Route[..Route.IndexOf(' ')]);

    public string Path => Route[(Route.IndexOf(' ') + 1)..];

    public HttpStatusCode For(Caller caller) => (HttpStatusCode)(caller switch
    {
        Caller.Stranger => Stranger,
        Caller.Viewer => Viewer,
        Caller.Editor => Editor,
        Caller.Owner => Owner,
        _ => Nobody,
    });

    /// <summary>Whether the call may change something when it succeeds.</summary>
    public bool Changes(Caller caller) => Method != HttpMethod.Get && (int)For(caller) < 300;
}
