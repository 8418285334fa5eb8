using System.Net;
using Microsoft.Extensions.Localization;
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

    public FormFailures(IStringLocalizer<Text> text, Notices notices, Exception failure)
    {
        if (failure is ApiException { Status: HttpStatusCode.BadRequest or HttpStatusCode.Conflict, Errors.Count: > 0 } refused)
        {
            foreach (var field in refused.Errors.Keys)
            {
                _byField[field] = (field.ToUpperInvariant(), refused.Status) switch
                {
                    ("USERNAME", HttpStatusCode.Conflict) => text["UsernameTaken"],
                    ("EMAIL", HttpStatusCode.Conflict) => text["EmailTaken"],
                    ("USERNAME", _) => text["UsernameHint"],
                    ("EMAIL", _) => text["EmailHint"],
                    ("PASSWORD" or "NEWPASSWORD", _) when refused.Errors[field] is not [] => text["PasswordHint"],
                    ("CURRENTPASSWORD", _) => text["WrongPassword"],
                    _ => refused.Errors[field].FirstOrDefault() ?? text["Failed"],
                };
            }
            return;
        }
        General = failure is ApiException { Status: HttpStatusCode.Conflict } ? text["NameOrEmailTaken"] : notices.Say(failure);
    }

    /// <summary>Not about one field.</summary>
    public string? General { get; }

    /// <summary>The failure of a field, by its name in the API.</summary>
    public string? this[string field] => _byField.GetValueOrDefault(field);
}
