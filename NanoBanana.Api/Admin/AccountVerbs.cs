using NanoBanana.Api.Operators;
using NanoBanana.Contracts.Operators;
using NanoBanana.Core.Accounts;

namespace NanoBanana.Api.Admin;

/// <summary>What is done about accounts.</summary>
internal static class AccountVerbs
{
    public static async Task<int> AppointAsync(IServiceProvider services, string login, bool appointed)
    {
        var user = await FindAsync(services, login);
        var isNew = await services.GetRequiredService<OperatorCommands>().AppointAsync(OperatorAction.Console, user.Id, appointed);
        Console.WriteLine((isNew, appointed) switch
        {
            (true, true) => $"{user.Username} ({user.Id}) is an operator now: the page is /operate.",
            (true, false) => $"{user.Username} ({user.Id}) is no operator any more, unless the settings (Operators:UserIds) name it.",
            (false, true) => $"{user.Username} ({user.Id}) is an operator already.",
            (false, false) => $"{user.Username} ({user.Id}) was not made an operator here; the settings (Operators:UserIds) may name it.",
        });
        return 0;
    }

    public static async Task<int> MakePasswordLinkAsync(IServiceProvider services, string login)
    {
        var user = await FindAsync(services, login);
        if (user.IsDisabled)
        {
            throw new AdminException($"{user.Username} is disabled: enable the account first.");
        }

        var link = await services.GetRequiredService<OperatorCommands>().MakePasswordLinkAsync(OperatorAction.Console, user.Id);
        Console.WriteLine(link.Url);
        Console.WriteLine($"It sets a new password for {user.Username} once, until {link.ExpiresAt:u}. Give it to nobody else.");
        return 0;
    }

    private static async Task<UserRow> FindAsync(IServiceProvider services, string login)
    {
        var users = services.GetRequiredService<UserStore>();
        return await users.FindByLoginAsync(login) ?? await users.FindAsync(new(login))
            ?? throw new AdminException("There is no account of that name, e-mail address or id.");
    }
}
