using System.Net.Http.Headers;
using System.Text.Json;
using NanoBanana.Contracts;
using NanoBanana.Tests.Edits;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Security;

/// <summary>A session with one of everything, and somebody in every role.</summary>
internal sealed class SessionScenario
{
    private readonly TestUsers _users;
    private readonly Dictionary<string, string> _names = [];

    private SessionScenario(TestUsers users) => _users = users;

    public SessionId SessionId => new(_names["session"]);

    public string this[string name] => _names[name];

    public static async Task<SessionScenario> CreateAsync(TestUsers users)
    {
        var owner = users.Owner.Api;
        var session = (await owner.CreateSessionAsync("Private")).Id;
        var image = (await users.Owner.UploadAsync(session, TestImages.Png(8, 8))).Id;
        var scenario = new SessionScenario(users);
        await owner.AddMemberAsync(session, users.Viewer.User.Username, Role.Viewer);
        await owner.AddMemberAsync(session, users.Editor.User.Username, Role.Editor);
        await owner.AddMemberAsync(session, users.Guest.User.Username, Role.Viewer);
        using var device = await users.Owner.SignInAgainAsync();
        var devices = await device.Api.ListDevicesAsync();
        scenario._names["session"] = session;
        scenario._names["image"] = image;
        scenario._names["message"] = (await owner.PostMessageAsync(session, "Private", [image])).Id;
        scenario._names["pin"] = (await owner.CreatePinAsync(image, new(1, 1, null, "Private"))).Id;
        scenario._names["edit"] = await FinishedEditAsync(users.Owner, session);
        var turned = await owner.CreateEditAsync(session, new("rotate 90", [image]));
        scenario._names["result"] = (await users.Owner.FinishedAsync(turned.Id)).ResultIds[0];
        scenario._names["recipe"] = (await owner.CreateRecipeAsync(session, new("Private", image, new(scenario["result"])))).Id;
        var run = await owner.StartRunAsync(scenario["recipe"], new([image]));
        await Eventually.TrueAsync(async () => (await owner.GetRunAsync(run.Id)).FinishedAt is not null, "the run to be over");
        scenario._names["run"] = run.Id;
        scenario._names["reference"] = (await owner.CreateReferenceAsync(session, new(image, "Private"))).Id;
        scenario._names["invite"] = (await owner.CreateInviteAsync(session, new(Role.Viewer))).Code;
        scenario._names["snapshot"] = (await owner.CreateSnapshotAsync(session)).Id;
        scenario._names["member"] = users.Guest.User.Id;
        scenario._names["guest"] = users.Guest.User.Username;
        scenario._names["device"] = devices.Items.Single(found => found.Current).Id;
        return scenario;
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
            Routes.SessionInvites(SessionId), Routes.SessionSnapshots(SessionId), Routes.SessionRecipes(SessionId)])
        {
            seen.Add((await (await _users.Owner.Http.GetAsync(path)).ReadJsonAsync()).GetRawText());
        }
        var images = await _users.Owner.Api.ListSessionImagesAsync(SessionId);
        seen.AddRange(images.Items.Select(image => image.Id.Value));

        // The image becomes ready by itself, and that is seen in the session.
        var session = JsonElement.Parse(seen[0]).Deserialize(ContractJson.Default.Session)!;
        seen[0] = $"{session.Title} {session.MessageCount} {session.ImageCount} {session.Role}";
        return string.Join('\n', seen);
    }

    private static async Task<string> FinishedEditAsync(TestUser owner, SessionId sessionId)
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
