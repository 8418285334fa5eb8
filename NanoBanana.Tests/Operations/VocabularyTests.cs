using System.Text.RegularExpressions;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Operations;

/// <summary>Types and scripts are named in the words of the field. These names had to be learnt and are not used again.</summary>
[Trait("Kind", "Unit")]
public sealed partial class VocabularyTests
{
    private static readonly string[] Projects =
        ["Api", "AppHost", "Contracts", "Core", "Imaging", "ServiceDefaults", "Tests", "Web", "Worker"];

    private static readonly HashSet<string> PrivateNames =
    [
        "DueList", "Things", "Sweeper", "SessionSweep", "EditSweep", "SessionChanges", "FanOut", "FanOutQueue", "Wakeups", "Wakeup",
        "Nudge", "Follower", "PresenceBoard", "PresenceRoom", "TypingBoard", "LiveKeeper", "ConnectionKeeper", "Hands", "Losses", "Answers",
        "Claim", "Claims", "Claimed", "Counted", "RequestCounter", "Verdict", "Rate", "IdSource", "Reader", "ImageViews", "EventViews",
        "SignedAddresses", "Behind", "Outcome", "Sketch", "Finishing", "IPictureFinisher", "PictureFinisher", "Stowaway", "Stowaways",
        "AnswerLook", "AskedShape", "Surroundings", "BlockMatch", "Feather", "Renditions", "ReceivedFile", "UploadIntake", "ImageUploads",
        "EditWords", "EditLog", "MessageLog", "OpenSession", "OpenPicture", "Covers", "People", "MyEdits", "KeptChoice", "HeldTokens",
        "Outgoing", "OutgoingItem", "Cast", "Stage", "Witness", "Tally", "Workshop", "Story", "Visitor", "Fingers", "Landscape", "Copy",
        "Chance", "Stream", "Campaign", "UploadsTruth", "keep", "rove", "waiting", "top", "shell",
    ];

    [Fact]
    public void No_type_or_script_has_a_private_name()
    {
        var names = Projects.SelectMany(project => Sources(SourceTree.PathTo($"NanoBanana.{project}")))
            .SelectMany(path => Declared(path).Select(name => (Name: name, Path: path))).ToList();

        Assert.True(names.Count > 1000, $"Only {names.Count} names were found.");
        Assert.DoesNotContain(names, found => PrivateNames.Contains(found.Name) || found.Name.StartsWith("Bare", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Sources(string project) => Directory.EnumerateFiles(project, "*", SearchOption.AllDirectories)
        .Where(path => Path.GetExtension(path) is ".cs" or ".razor" or ".js" && !path.Contains("/lib/", StringComparison.Ordinal));

    private static IEnumerable<string> Declared(string path) => Path.GetExtension(path) is ".cs"
        ? Declarations.Matches(File.ReadAllText(path)).Select(found => found.Groups[1].Value)
        : [Path.GetFileNameWithoutExtension(path)];

    [GeneratedRegex(@"^[^/""\n]*\b(?:class|struct|interface|enum|record) (?:struct |class )?(\w+)", RegexOptions.Multiline)]
    private static partial Regex Declarations { get; }
}
