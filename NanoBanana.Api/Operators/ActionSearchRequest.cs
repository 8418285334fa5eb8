using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Operators;
using NanoBanana.Core.Accounts;

namespace NanoBanana.Api.Operators;

/// <summary>
/// Which of the operators' actions are searched for, as somebody says it; <see cref="OperatorActionSearch"/> says what each means.
/// </summary>
internal sealed record ActionSearchRequest
{
    [FromQuery(Name = "operator")]
    [StringLength(Limits.EmailMaxLength)]
    public string? Operator { get; init; }

    [FromQuery(Name = "action")]
    public string? Action { get; init; }

    [FromQuery(Name = "subject")]
    [StringLength(Limits.EmailMaxLength)]
    public string? Subject { get; init; }

    [FromQuery(Name = "after")]
    public DateTimeOffset? After { get; init; }

    [FromQuery(Name = "before")]
    public DateTimeOffset? Before { get; init; }

    public bool IsValid => Blank(Action) is not { } action || OperatorActions.All.Contains(action);

    /// <summary>Names accounts by their ids. What names none may be the id of one that is gone, or of a job.</summary>
    public async Task<OperatorActionSearch> ResolveAsync(UserStore users) =>
        new(await IdAsync(users, Operator), Blank(Action), await IdAsync(users, Subject), After, Before);

    private static async Task<string?> IdAsync(UserStore users, string? name) =>
        Blank(name) is not { } known ? null
        : known == OperatorAction.Console ? known
        : (await users.FindByLoginAsync(known))?.Id ?? known;

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
