using System.Net;
using NanoBanana.Contracts.Accounts;
using NanoBanana.Contracts.Client;
using NanoBanana.Web.Layout;
using NanoBanana.Web.Resources;

namespace NanoBanana.Web.Accounts;

/// <summary>Why an account form was refused: by field, or as a whole, in the reader's words.</summary>
internal sealed class FormFailures
{
    public static readonly FormFailures None = new();

    private readonly Dictionary<string, string> _byField = new(StringComparer.OrdinalIgnoreCase);

    private FormFailures()
    {
    }

    /// <param name="notices">Says what is not about a field.</param>
    /// <param name="failure">What the API answered.</param>
    /// <param name="wrongPassword">What a refused <c>password</c> means: a bad new one, or not the one of the account.</param>
    public FormFailures(Notices notices, Exception failure, string wrongPassword)
    {
        if (failure is ApiException { Status: HttpStatusCode.BadRequest or HttpStatusCode.Conflict, Errors.Count: > 0 } refused)
        {
            foreach (var field in refused.Errors.Keys)
            {
                _byField[field] = (field.ToUpperInvariant(), refused.Status) switch
                {
                    ("USERNAME", HttpStatusCode.Conflict) => Text.UsernameTaken,
                    ("EMAIL", HttpStatusCode.Conflict) => Text.EmailTaken,
                    ("USERNAME", _) => Text.UsernameHint,
                    ("EMAIL", _) => Text.EmailHint,
                    ("PASSWORD", _) => wrongPassword,
                    ("NEWPASSWORD", _) => Text.PasswordHint,
                    ("CURRENTPASSWORD", _) => Text.WrongPassword,
                    _ => refused.Errors[field].FirstOrDefault() ?? Text.Failed,
                };
            }
            return;
        }
        General = failure switch
        {
            ApiException { Status: HttpStatusCode.Conflict } => Text.NameOrEmailTaken,
            ApiException { Code: RegistrationCodes.ByInvitation } => Text.RegistrationByInvitation,
            ApiException { Code: RegistrationCodes.Closed } => Text.RegistrationClosed,
            _ => notices.Say(failure),
        };
    }

    /// <summary>Not about one field.</summary>
    public string? General { get; }

    /// <summary>The failure of a field, by its name in the API.</summary>
    public string? this[string field] => _byField.GetValueOrDefault(field);
}
