namespace NanoBanana.Contracts.Operators;

/// <summary>How full the job lists are.</summary>
/// <param name="Pending">Jobs that wait for a worker, by priority: edits, thumbnails, and edits that wait for engines on the network, which have hands of their own.</param>
/// <param name="Retrying">Jobs that wait for their next try.</param>
/// <param name="Dead">Jobs that were given up.</param>
/// <param name="Workers">Jobs in hand, by worker.</param>
public sealed record JobLists(IReadOnlyList<long> Pending, long Retrying, long Dead, IReadOnlyDictionary<string, long> Workers);

/// <summary>One job.</summary>
/// <param name="Id">What it is about, such as an image.</param>
/// <param name="Kind">What is to be done.</param>
/// <param name="UserId">Whose turn it is.</param>
/// <param name="SessionId">The session it belongs to.</param>
/// <param name="Attempts">Tries that were made.</param>
/// <param name="Progress">How far the try in hand is, 0–1.</param>
/// <param name="Error">How the last failed try ended; empty when none failed.</param>
public sealed record JobDetails(string Id, string Kind, string UserId, string SessionId, int Attempts, double Progress, string Error);

/// <summary>An account as an operator sees it.</summary>
/// <param name="Id">Opaque.</param>
/// <param name="Username">As it is now.</param>
/// <param name="CreatedAt">When it was registered.</param>
/// <param name="Disabled">Whether it is kept from signing in.</param>
/// <param name="Usage">What it has used, and what it may use.</param>
public sealed record Account(string Id, string Username, DateTimeOffset CreatedAt, bool Disabled, Accounts.Usage Usage);

/// <summary>Keeps an account from signing in, or lets it in again.</summary>
/// <param name="Disabled">True signs all of its devices out at once.</param>
public sealed record UpdateAccountRequest([System.ComponentModel.DataAnnotations.Required] bool? Disabled);
