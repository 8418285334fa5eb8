using NanoBanana.Contracts;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Sessions;

namespace NanoBanana.Tests.Components;

/// <summary>What components show, with what matters to a test set by <c>with</c>.</summary>
internal static class Samples
{
    public static readonly UserId Me = new("me");

    public static readonly SessionId SessionId = new("s");
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    public static Session Session(Role role = Role.Owner, string title = "Harbour") => new(SessionId, title, Now, Now, 0, 0, role, 0);

    public static Image Image(string id = "1", string fileName = "quarters.png") => new(
        new(id), SessionId, ImageStatus.Ready, fileName, "image/png", 300, 200, 1000, id, $"/api/images/{id}/content",
        $"/api/images/{id}/content?t", null, null, null, Now, null);

    public static Edit Edit(string id, EditStatus status, Problem? problem = null) => new(
        new(id), SessionId, status, "black and white", [new("1")], null, 1, "local", 0, [], problem, "m", null, Now,
        Now, EndOf(status), Me, null, new(1, 0));

    public static EngineInfo Engine(string id = "local", string name = "Local") => new(id, name, true, id != "local", true, 2, 1, [], false)
    {
        UnitsLeft = 200,
    };

    /// <summary>An engine with a choice of everything.</summary>
    public static EngineInfo Gemini => Engine("gemini", "Gemini") with
    {
        MaxVariants = 4,
        AspectRatios = ["1:1", "16:9"],
        Sizes = ["1K", "4K"],
        Seed = true,
        Units = 10,
        UnitsByChoice = new Dictionary<string, int> { ["4K"] = 24 },
    };

    private static DateTimeOffset? EndOf(EditStatus status) => status is EditStatus.Queued or EditStatus.Running ? null : Now;
}
