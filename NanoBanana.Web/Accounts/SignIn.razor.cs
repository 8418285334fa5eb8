using System.Net;
using Microsoft.AspNetCore.Components;
using NanoBanana.Contracts.Accounts;
using NanoBanana.Contracts.Client;
using NanoBanana.Web.Resources;

namespace NanoBanana.Web.Accounts;

public sealed partial class SignIn(NavigationManager navigation)
{
    private string? _failure;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "sign-in")]
    private LoginRequest? Form { get; set; }

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    private async Task SubmitAsync()
    {
        try
        {
            var tokens = await Auth.Client.LoginAsync(new(Form?.Login?.Trim(), Form?.Password), Context.RequestAborted);
            await Context.SignInAsync(Tokens, tokens);
            navigation.NavigateTo(AccountPaths.Local(Context, ReturnUrl));
        }
        catch (Exception e) when (e is ApiException or HttpRequestException)
        {
            _failure = e is ApiException { Status: HttpStatusCode.Unauthorized or HttpStatusCode.BadRequest }
                ? Text.WrongLogin
                : Notices.Say(e);
        }
    }
}
