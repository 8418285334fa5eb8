using System.Net.Http.Headers;
using System.Text.Json;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Security;

/// <summary>A session with one of everything, and somebody in every role.</summary>
internal sealed class Stage
{
    private readonly Cast _cast;
    private readonly Dictionary<string, string> _names = [];

    private Stage(Cast cast) => _cast = cast;

    public string SessionId => _names["session"];

    public string this[string name] => _names[name];

    public static async Task<Stage> SetAsync(Cast cast)
    {
        var owner = cast.Owner.Api;
        var session = (await owner.CreateSessionAsync("Private")).Id;
        var image = (await cast.Owner.UploadAsync(session, TestImages.Png(8, 8))).Id;
        var stage = new Stage(cast);
        await owner.AddMemberAsync(session, cast.Viewer.User.Username, Role.Viewer);
        await owner.AddMemberAsync(session, cast.Editor.User.Username, Role.Editor);
        await owner.AddMemberAsync(session, cast.Guest.User.Username, Role.Viewer);
        using var device = await cast.Owner.SignInAgainAsync();
        var devices = await device.Api.ListDevicesAsync();
        stage._names["session"] = session;
        stage._names["image"] = image;
        stage._names["message"] = (await owner.PostMessageAsync(session, "Private", [image])).Id;
        stage._names["edit"] = await FinishedEditAsync(cast.Owner, session);
        stage._names["invite"] = (await owner.CreateInviteAsync(session, new(Role.Viewer))).Code;
        stage._names["snapshot"] = (await owner.CreateSnapshotAsync(session)).Id;
        stage._names["member"] = cast.Guest.User.Id;
        stage._names["guest"] = cast.Guest.User.Username;
        stage._names["device"] = devices.Items.Single(found => found.Current).Id;
        return stage;
    }

    public HttpRequestMessage Request(Rule rule) => new(rule.Method, Fill(rule.Path))
    {
        Content = rule.Body switch
        {
            null => null,
            "form" => new MultipartFormDataContent
            {
                Uploads.Field("sessionId", SessionId), Uploads.File("file", TestImages.Png(8, 8)),
            },
            _ => new StringContent(Fill(rule.Body), new MediaTypeHeaderValue("application/json")),
        },
    };

    /// <summary>All that the owner sees of it, to be compared.</summary>
    public async Task<string> LookAsync()
    {
        var seen = new List<string>();
        foreach (var path in (string[])[
            Routes.Session(SessionId), Routes.SessionMessages(SessionId), Routes.Members(SessionId),
            Routes.SessionInvites(SessionId), Routes.SessionSnapshots(SessionId)])
        {
            seen.Add((await (await _cast.Owner.Http.GetAsync(path)).ReadJsonAsync()).GetRawText());
        }
        var images = await _cast.Owner.Api.ListSessionImagesAsync(SessionId);
        seen.AddRange(images.Items.Select(image => image.Id));

        // The image becomes ready by itself, and that is seen in the session.
        var session = JsonElement.Parse(seen[0]).Deserialize(ContractJson.Default.Session)!;
        seen[0] = $"{session.Title} {session.MessageCount} {session.ImageCount} {session.Role}";
        return string.Join('\n', seen);
    }

    private static async Task<string> FinishedEditAsync(TestUser owner, string sessionId)
    {
        var edit = await owner.Api.CreateEditAsync(sessionId, new("a 20x20 blue canvas"));
        await Eventually.TrueAsync(async () => (await owner.Api.GetEditAsync(edit.Id)).FinishedAt is not null, "the edit to be finished");
        return edit.Id;
    }

    private string Fill(string text)
    {
        foreach (var (name, value) in _names)
        {
            text = text.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        }
        return text;
    }
}
