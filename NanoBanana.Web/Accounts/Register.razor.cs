using Microsoft.AspNetCore.Components;
using NanoBanana.Contracts.Accounts;
using NanoBanana.Contracts.Client;
using NanoBanana.Web.Resources;

namespace NanoBanana.Web.Accounts;

public sealed partial class Register(NavigationManager navigation)
{
    private const string Join = "/join/";

    private FormFailures _failures = FormFailures.None;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "register")]
    private RegisterRequest? Form { get; set; }

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    /// <summary>The code of the link that leads on from here.</summary>
    private string? Invitation
    {
        get
        {
            var (path, start) = (AccountPaths.Local(Context, ReturnUrl), Context.Request.PathBase + Join);
            return path.StartsWith(start, StringComparison.Ordinal) ? path[start.Length..] : null;
        }
    }

    private async Task SubmitAsync()
    {
        try
        {
            var account = new RegisterRequest(Form?.Username?.Trim(), Form?.Email?.Trim(), Form?.Password, Invitation);
            var tokens = Context.User.IsGuest()
                ? await Auth.As(await Tokens.GetAccessTokenAsync(Context.User.CookieKey(), Context.RequestAborted))
                    .RegisterGuestAsync(account, Context.RequestAborted)
                : await Auth.Client.RegisterAsync(account, Context.RequestAborted);
            await Context.SignInAsync(Tokens, tokens);
            navigation.NavigateTo(AccountPaths.Local(Context, ReturnUrl));
        }
        catch (Exception e) when (e is ApiException or HttpRequestException)
        {
            _failures = new FormFailures(Notices, e, Text.PasswordHint);
        }
    }
}
