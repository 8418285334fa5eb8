using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>The dialog in which a session is shared, in English.</summary>
internal sealed class ShareScreen(IPage page)
{
    public ILocator Dialog => page.GetByRole(AriaRole.Dialog);

    public ILocator Members => Dialog.GetByRole(AriaRole.List, new() { Name = "People" }).GetByRole(AriaRole.Listitem);

    public ILocator Invites => Dialog.GetByRole(AriaRole.List, new() { Name = "Invitation links" }).GetByRole(AriaRole.Listitem);

    public ILocator Copies => Dialog.GetByRole(AriaRole.List, new() { Name = "Public copies" }).GetByRole(AriaRole.Listitem);

    public async Task OpenAsync(string name = "Share")
    {
        await page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
        await Expect(Members.First).ToBeVisibleAsync();
    }

    public async Task CloseAsync()
    {
        await page.Keyboard.PressAsync("Escape");
        await Expect(Dialog).ToHaveCountAsync(0);
    }

    public async Task AddAsync(string login, string role)
    {
        await Dialog.GetByLabel("User name").FillAsync(login);
        await Dialog.GetByLabel("Role of the new person").SelectOptionAsync(role);
        await Button("Add").ClickAsync();
    }

    public ILocator RoleOf(string name) => Dialog.GetByLabel($"Role of {name}", new() { Exact = true });

    public ILocator Button(string name) => Dialog.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public async Task<string> InviteAsync(string role)
    {
        await Dialog.GetByLabel("Role of those who join").SelectOptionAsync(role);
        await Button("Make a link").ClickAsync();
        return await Invites.First.GetByLabel("Invitation link").InputValueAsync();
    }

    /// <param name="more">What is chosen beside the picture in view.</param>
    public async Task<string> PublishAsync(params string[] more)
    {
        foreach (var choice in more)
        {
            await Dialog.GetByLabel(choice).CheckAsync();
        }

        await Button("Make a public copy").ClickAsync();
        return await Copies.First.GetByLabel("Public link").InputValueAsync();
    }
}
