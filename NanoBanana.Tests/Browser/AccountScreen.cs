using Microsoft.Playwright;
using NanoBanana.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>The pages to register and to sign in, in English.</summary>
internal sealed class AccountScreen(IPage page)
{
    public const string Password = "correct horse battery";

    public async Task<string> RegisterAsync(string? name = null)
    {
        await page.GotoAsync("/register");
        name = await FillRegistrationAsync(name);
        await ShouldBeSignedInAsync();
        return name;
    }

    /// <summary>On the page that is open.</summary>
    public async Task<string> FillRegistrationAsync(string? name = null)
    {
        name ??= TestUser.UniqueName();

        // The page before it may be the sign-in page, whose fields have similar labels.
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Create account");
        await page.GetByLabel("User name").FillAsync(name);
        await page.GetByLabel("E-mail").FillAsync($"{name}@example.org");
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        return name;
    }

    public async Task SignInAsync(string name, string password = Password)
    {
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("User name or e-mail").FillAsync(name);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    public Task ShouldBeSignedInAsync() =>
        Expect(page.GetByRole(AriaRole.Button, new() { Name = "New session" })).ToBeEnabledAsync();
}
