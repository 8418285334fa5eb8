namespace NanoBanana.Contracts;

/// <summary>The addresses of the API, relative to its base address. Ids are escaped; "." and ".." are refused.</summary>
public static class Routes
{
    /// <summary>The SignalR hub.</summary>
    public const string Hub = "/ws";

    /// <summary>Accounts.</summary>
    public const string Auth = "/api/auth";
    /// <summary>POST.</summary>
    public const string Register = Auth + "/register";
    /// <summary>POST.</summary>
    public const string Login = Auth + "/login";
    /// <summary>POST.</summary>
    public const string Refresh = Auth + "/refresh";
    /// <summary>POST.</summary>
    public const string Logout = Auth + "/logout";
    /// <summary>POST: an account to try with; PUT: makes it one with a name; DELETE: erases it.</summary>
    public const string Guest = Auth + "/guest";
    /// <summary>GET, PUT, DELETE: the caller's own account.</summary>
    public const string Me = Auth + "/me";
    /// <summary>GET.</summary>
    public const string Usage = Me + "/usage";
    /// <summary>GET: a zip with everything that the caller's account holds.</summary>
    public const string ExportMe = Me + "/export";
    /// <summary>POST: asks for a mail with a one-time link; PUT: a new password by such a link.</summary>
    public const string PasswordReset = Auth + "/password-reset";
    /// <summary>GET: the signed-in devices; DELETE: all but the caller's.</summary>
    public const string Devices = Auth + "/devices";

    /// <summary>GET: whom the caller has blocked.</summary>
    public const string Blocks = Auth + "/blocks";

    /// <summary>GET, POST.</summary>
    public const string Sessions = "/api/sessions";
    /// <summary>POST: a session from the zip of an exported one.</summary>
    public const string ImportSession = Sessions + "/import";
    /// <summary>Single messages; those of a session are at <see cref="SessionMessages"/>.</summary>
    public const string Messages = "/api/messages";
    /// <summary>GET: everything the caller can see.</summary>
    public const string Images = "/api/images";
    /// <summary>Comments at places of images.</summary>
    public const string Pins = "/api/pins";
    /// <summary>OPTIONS, POST: uploads that can be resumed, by tus 1.0.0.</summary>
    public const string ResumableUploads = Images + "/uploads";
    /// <summary>POST: one file.</summary>
    public const string Upload = Images + "/upload";
    /// <summary>POST: up to <see cref="Limits.BatchMaxFiles"/> files.</summary>
    public const string UploadBatch = Upload + "/batch";

    /// <summary>GET.</summary>
    public const string Engines = "/api/engines";
    /// <summary>GET: the caller's own of late, of all sessions; those of one session are at <see cref="SessionEdits"/>.</summary>
    public const string Edits = "/api/edits";
    /// <summary>Recipes; those of a session are at <see cref="SessionRecipes"/>.</summary>
    public const string Recipes = "/api/recipes";
    /// <summary>Recipes at work; those of a session are at <see cref="SessionRuns"/>.</summary>
    public const string Runs = "/api/runs";
    /// <summary>Pictures that are kept at hand; those of a session are at <see cref="SessionReferences"/>.</summary>
    public const string References = "/api/references";
    /// <summary>Invitations, by code.</summary>
    public const string Invites = "/api/invites";
    /// <summary>Snapshots, by id.</summary>
    public const string Snapshots = "/api/snapshots";

    /// <summary>Begins what is for operators only.</summary>
    private const string Operator = "/api/operator";

    /// <summary>GET: what edits cost today; for operators.</summary>
    public const string OperatorCosts = Operator + "/costs";

    /// <summary>GET: refusals and failures of the last day; for operators.</summary>
    public const string OperatorFailures = Operator + "/failures";

    /// <summary>GET; for operators.</summary>
    public const string OperatorUsers = Operator + "/users";

    /// <summary>GET; for operators.</summary>
    public const string OperatorJobs = Operator + "/jobs";

    /// <summary>PUT: pauses edits, or resumes them; for operators.</summary>
    public const string OperatorEdits = OperatorJobs + "/edits";

    /// <summary>GET: what each worker has in hand; for operators.</summary>
    public const string JobsInHand = OperatorJobs + "/in-hand";

    /// <summary>GET; for operators.</summary>
    public const string DeadJobs = OperatorJobs + "/dead";

    /// <summary>POST: tries several again; for operators.</summary>
    public const string RetryDeadJobs = DeadJobs + "/retry";

    /// <summary>POST: drops several; for operators.</summary>
    public const string DropDeadJobs = DeadJobs + "/drop";

    /// <summary>GET; for operators.</summary>
    public const string OperatorHealth = Operator + "/health";

    /// <summary>GET; for operators.</summary>
    public const string OperatorActions = Operator + "/actions";

    /// <summary>GET: all that are searched for, as lines of JSON; for operators.</summary>
    public const string OperatorActionsExport = OperatorActions + "/export";

    /// <summary>GET, PUT, DELETE.</summary>
    public static string Session(string id) => $"{Sessions}/{Segment(id)}";
    /// <summary>POST.</summary>
    public static string RestoreSession(string id) => $"{Session(id)}/restore";
    /// <summary>GET, POST.</summary>
    public static string SessionMessages(string id) => $"{Session(id)}/messages";
    /// <summary>PUT, DELETE.</summary>
    public static string Message(string id) => $"{Messages}/{Segment(id)}";
    /// <summary>GET.</summary>
    public static string SessionImages(string id) => $"{Images}/session/{Segment(id)}";
    /// <summary>POST: fetches a picture from an address into a session.</summary>
    public static string ImagesFromAddress(string sessionId) => $"{Session(sessionId)}/images/from-address";
    /// <summary>GET, PUT, DELETE.</summary>
    public static string Image(string id) => $"{Images}/{Segment(id)}";
    /// <summary>POST.</summary>
    public static string RestoreImage(string id) => $"{Image(id)}/restore";
    /// <summary>POST: into another session.</summary>
    public static string CopyImage(string id) => $"{Image(id)}/copy";
    /// <summary>GET: the bytes.</summary>
    public static string ImageContent(string id) => $"{Image(id)}/content";
    /// <summary>POST.</summary>
    public static string Selections(string id) => $"{Image(id)}/selections";

    /// <summary>HEAD, PATCH, DELETE.</summary>
    public static string ResumableUpload(string id) => $"{ResumableUploads}/{Segment(id)}";
    /// <summary>GET, POST.</summary>
    public static string ImagePins(string id) => $"{Image(id)}/pins";
    /// <summary>GET, PUT, DELETE.</summary>
    public static string Pin(string id) => $"{Pins}/{Segment(id)}";
    /// <summary>POST.</summary>
    public static string PinReplies(string id) => $"{Pin(id)}/replies";

    /// <summary>GET.</summary>
    public static string Lineage(string id) => $"{Image(id)}/lineage";

    /// <summary>PUT, DELETE.</summary>
    public static string Block(string userId) => $"{Blocks}/{Segment(userId)}";
    /// <summary>DELETE.</summary>
    public static string Device(string id) => $"{Devices}/{Segment(id)}";
    /// <summary>GET: a zip with <c>session.json</c> and the original images.</summary>
    public static string ExportSession(string id) => $"{Session(id)}/export";
    /// <summary>GET, POST.</summary>
    public static string SessionEdits(string id) => $"{Session(id)}/edits";
    /// <summary>GET, DELETE.</summary>
    public static string Edit(string id) => $"{Edits}/{Segment(id)}";
    /// <summary>POST.</summary>
    public static string RetryEdit(string id) => $"{Edit(id)}/retry";
    /// <summary>GET, POST.</summary>
    public static string SessionReferences(string id) => $"{Session(id)}/references";
    /// <summary>PUT, DELETE.</summary>
    public static string Reference(string id) => $"{References}/{Segment(id)}";
    /// <summary>GET, POST.</summary>
    public static string SessionRecipes(string id) => $"{Session(id)}/recipes";
    /// <summary>GET.</summary>
    public static string SessionRuns(string id) => $"{Session(id)}/runs";
    /// <summary>GET, DELETE.</summary>
    public static string Recipe(string id) => $"{Recipes}/{Segment(id)}";
    /// <summary>POST.</summary>
    public static string RecipeRuns(string id) => $"{Recipe(id)}/runs";
    /// <summary>GET, PUT, DELETE.</summary>
    public static string Run(string id) => $"{Runs}/{Segment(id)}";
    /// <summary>POST: the failed pictures once more.</summary>
    public static string RetryRun(string id) => $"{Run(id)}/retry";
    /// <summary>GET, POST.</summary>
    public static string Members(string sessionId) => $"{Session(sessionId)}/members";
    /// <summary>DELETE.</summary>
    public static string Member(string sessionId, string userId) => $"{Members(sessionId)}/{Segment(userId)}";
    /// <summary>GET, POST.</summary>
    public static string SessionInvites(string sessionId) => $"{Session(sessionId)}/invites";
    /// <summary>DELETE.</summary>
    public static string SessionInvite(string sessionId, string code) => $"{SessionInvites(sessionId)}/{Segment(code)}";
    /// <summary>GET (no token needed): what it is to; POST: joins.</summary>
    public static string Invite(string code) => $"{Invites}/{Segment(code)}";
    /// <summary>GET (no token needed): the newest picture of the session, small.</summary>
    public static string InviteThumbnail(string code) => $"{Invite(code)}/thumbnail";
    /// <summary>GET, POST.</summary>
    public static string SessionSnapshots(string sessionId) => $"{Session(sessionId)}/snapshots";
    /// <summary>POST: a session of one's own from a public copy.</summary>
    public static string ForkSnapshot(string id) => $"{Snapshot(id)}/fork";
    /// <summary>GET (no token needed), DELETE.</summary>
    public static string Snapshot(string id) => $"{Snapshots}/{Segment(id)}";
    /// <summary>PUT; for operators.</summary>
    public static string OperatorUser(string id) => $"{OperatorUsers}/{Segment(id)}";

    /// <summary>DELETE; for operators.</summary>
    public static string OperatorUserDevices(string id) => $"{OperatorUser(id)}/devices";

    /// <summary>POST; for operators.</summary>
    public static string OperatorUserPasswordLink(string id) => $"{OperatorUser(id)}/password-link";

    /// <summary>Whether this can be the id of anything: not empty, and no step in a path.</summary>
    public static bool CanBeId(string? id) => id is { Length: > 0 } and not ("." or "..");

    /// <summary>Escapes an id, so that it stays one segment of the path; a placeholder of a route's template stays as it is.</summary>
    private static string Segment(string id) =>
        !CanBeId(id) ? throw new ArgumentException("This cannot be an id.", nameof(id))
        : id is ['{', .. var name, '}'] && name.All(char.IsAsciiLetter) ? id
        : Uri.EscapeDataString(id);
}
