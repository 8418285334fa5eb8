using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;
using NanoBanana.Contracts.Accounts;
using NanoBanana.Contracts.Client;
using NanoBanana.Web.Resources;

namespace NanoBanana.Web.Accounts;

public sealed partial class Profile(NanoBananaClient api, NavigationManager navigation)
{
    private FormFailures _failures = FormFailures.None;
    private User? _user;
    private string? _done;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "account")]
    private UpdateUserRequest? Account { get; set; }

    [SupplyParameterFromForm(FormName = "password")]
    private UpdateUserRequest? Secret { get; set; }

    [SupplyParameterFromForm(FormName = "delete")]
    private DeleteUserRequest? Farewell { get; set; }

    protected override Task OnInitializedAsync() => TryAsync(async () => _user = await api.GetMeAsync(Context.RequestAborted));

    private Task ChangeAccountAsync() => TryAsync(async () =>
    {
        var (username, email) = (Account?.Username?.Trim(), Account?.Email?.Trim());
        var changes = new UpdateUserRequest(
            username == _user?.Username ? null : username, email == _user?.Email ? null : email, NullIfEmpty(Account?.CurrentPassword),
            null);
        _user = await api.UpdateMeAsync(changes, Context.RequestAborted);
        await Context.SignInAsync(Context.User.CookieKey(), _user);
        _done = Text.AccountSaved;
    });

    private Task ChangePasswordAsync() => TryAsync(async () =>
    {
        await api.UpdateMeAsync(new(null, null, Secret?.CurrentPassword, Secret?.NewPassword), Context.RequestAborted);
        _done = Text.PasswordChanged;
    });

    private Task DeleteAsync() => TryAsync(async () =>
    {
        await api.DeleteMeAsync(Farewell?.Password ?? "", Context.RequestAborted);
        await Tokens.RemoveAsync(Context.User.CookieKey());
        await Context.SignOutAsync();
        navigation.NavigateTo(AccountPaths.Register);
    });

    private async Task TryAsync(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (Exception e) when (e is ApiException or HttpRequestException)
        {
            _failures = new FormFailures(Notices, e, Text.WrongPassword);
        }
    }

    private static string? NullIfEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
