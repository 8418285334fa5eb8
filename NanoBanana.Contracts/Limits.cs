namespace NanoBanana.Contracts;

/// <summary>The limits of the contract. Lengths are in UTF-16 code units unless a name says otherwise.</summary>
public static class Limits
{
    /// <summary>Of a user name.</summary>
    public const int UsernameMinLength = 3;
    /// <summary>Of a user name.</summary>
    public const int UsernameMaxLength = 32;
    /// <summary>Of an e-mail address.</summary>
    public const int EmailMaxLength = 254;
    /// <summary>Of a password.</summary>
    public const int PasswordMinLength = 8;
    /// <summary>BCrypt reads no more than 72 bytes of UTF-8.</summary>
    public const int PasswordMaxBytes = 72;
    /// <summary>Of a password that is typed to be checked.</summary>
    public const int SecretMaxLength = 512;
    /// <summary>Of the words of a search.</summary>
    public const int QueryMaxLength = 200;
    /// <summary>Of an id in a query.</summary>
    public const int IdMaxLength = 128;
    /// <summary>Of an engine's id.</summary>
    public const int EngineMaxLength = 64;

    /// <summary>Characters of a choice of an edit, such as its aspect ratio.</summary>
    public const int ChoiceMaxLength = 16;
    /// <summary>Of a session's title.</summary>
    public const int TitleMaxLength = 120;
    /// <summary>A title taken from the first message is cut at a word to this length.</summary>
    public const int DerivedTitleLength = 60;
    /// <summary>Of a message's text.</summary>
    public const int MessageMaxLength = 8000;
    /// <summary>Images that one message shows.</summary>
    public const int MessageMaxImages = 16;
    /// <summary>Of an edit's prompt.</summary>
    public const int PromptMaxLength = 4000;
    /// <summary>Pictures that are picked for a public copy; one of the whole session may hold more.</summary>
    public const int SnapshotMaxImages = 1000;
    /// <summary>Of a recipe's name.</summary>
    public const int RecipeNameMaxLength = 80;
    /// <summary>Of a recipe.</summary>
    public const int RecipeMaxSteps = 20;
    /// <summary>Recipes of a session, and recipes that a user keeps.</summary>
    public const int RecipesMax = 200;
    /// <summary>Pictures of one run.</summary>
    public const int RunMaxImages = 500;
    /// <summary>Pictures without a result that a run names.</summary>
    public const int RunMaxFailures = 50;
    /// <summary>Runs of a session that go on at a time.</summary>
    public const int RunsAtOnce = 20;
    /// <summary>Of a reference's name.</summary>
    public const int ReferenceNameMaxLength = 80;
    /// <summary>References of a session, and references that a user keeps.</summary>
    public const int ReferencesMax = 100;
    /// <summary>Results of one edit.</summary>
    public const int VariantsMax = 4;
    /// <summary>Of an invitation that counts its uses.</summary>
    public const int InviteMaxUses = 10_000;
    /// <summary>Files of one batch upload.</summary>
    public const int BatchMaxFiles = 16;

    /// <summary>Tags of one image.</summary>
    public const int ImageMaxTags = 20;
    /// <summary>Of a tag.</summary>
    public const int TagMaxLength = 40;

    /// <summary>Points of one selection.</summary>
    public const int SelectionMaxPoints = 64;
    /// <summary>Longer file names are cut.</summary>
    public const int FileNameMaxLength = 255;
    /// <summary>Of the address that a picture is fetched from.</summary>
    public const int AddressMaxLength = 2000;
    /// <summary>Items of a page when no <c>limit</c> is given.</summary>
    public const int PageDefault = 20;
    /// <summary>Messages of a page when no <c>limit</c> is given.</summary>
    public const int MessagesPageDefault = 50;
    /// <summary>The largest <c>limit</c>.</summary>
    public const int PageMax = 100;
    /// <summary>Of a pin, and of a reply to one.</summary>
    public const int PinMaxLength = 2000;
    /// <summary>Pins of one image.</summary>
    public const int ImageMaxPins = 200;
    /// <summary>Replies to one pin.</summary>
    public const int PinMaxReplies = 100;
    /// <summary>Unfinished uploads of one user that come in parts.</summary>
    public const int ResumableUploadsMax = 32;
    /// <summary>Of one file.</summary>
    public const long ImageMaxBytes = 20L << 20;
    /// <summary>Of the zip of an exported session.</summary>
    public const long ImportMaxBytes = 1L << 30;
    /// <summary>Width × height.</summary>
    public const long ImageMaxPixels = 50_000_000;
    /// <summary>Width × height × frames of an animation.</summary>
    public const long ImageMaxFramePixels = 200_000_000;
    /// <summary>Of a JSON body.</summary>
    public const int JsonMaxBytes = 1 << 20;
    /// <summary>Of an <c>Idempotency-Key</c>.</summary>
    public const int IdempotencyKeyMaxLength = 255;
    /// <summary>Longest edge of a thumbnail in pixels.</summary>
    public const int ThumbnailEdge = 512;
    /// <summary>Longest edge of a preview in pixels.</summary>
    public const int PreviewEdge = 1280;
}
