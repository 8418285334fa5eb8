using System.CommandLine;

namespace NanoBanana.Api.Admin;

/// <summary>The verbs, what each takes, and who does it.</summary>
internal static class AdminVerbs
{
    private const string LoginHelp = "A user name, an e-mail address or an id.";

    public static Command Under(string word, WebApplication app)
    {
        var services = app.Services;
        return new(word, "Does what operators do, with the settings of the API.")
        {
            SeedVerb(app), OperatorVerb(services), PasswordLinkVerb(services), JobsVerb(services), EditsVerb(services),
            BackupVerb(services), RestoreVerb(services), RotateVerb(services),
        };
    }

    private static Command SeedVerb(WebApplication app)
    {
        var api = new Option<string?>("--api") { Description = "Where the API answers; by default where this one would listen." };
        return Verb("seed", "Adds two accounts with a shared session. What is there already stays.", api,
            (asked, end) => app.Services.GetRequiredService<DemoData>().SeedAsync(
                DemoData.AddressOf(asked.GetValue(api), app.Configuration), end));
    }

    private static Command OperatorVerb(IServiceProvider services)
    {
        var login = new Argument<string>("login") { Description = LoginHelp };
        return new("operator", "Says who may see and do what operators do.")
        {
            Verb("add", "Makes an account an operator.", login,
                (asked, _) => AccountVerbs.AppointAsync(services, asked.GetRequiredValue(login), appointed: true)),
            Verb("remove", "Makes an account an ordinary one.", login,
                (asked, _) => AccountVerbs.AppointAsync(services, asked.GetRequiredValue(login), appointed: false)),
        };
    }

    private static Command PasswordLinkVerb(IServiceProvider services)
    {
        var login = new Argument<string>("login") { Description = LoginHelp };
        return Verb("password-link", "Makes a link to a new password, good for one use and 15 minutes.", login,
            (asked, _) => AccountVerbs.MakePasswordLinkAsync(services, asked.GetRequiredValue(login)));
    }

    private static Command JobsVerb(IServiceProvider services)
    {
        var ids = new Argument<string[]>("id") { Description = "Jobs, as the list names them.", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "All that were given up." };
        return new("jobs", "Looks after the jobs that were given up.")
        {
            Verb("list", "Lists the jobs that were given up, and how full the lists are.", null, (_, _) => JobVerbs.ListAsync(services)),
            Verb("retry", "Queues jobs again.", ids,
                (asked, _) => JobVerbs.RetryAsync(services, asked.GetValue(ids)!, asked.GetValue(all)), all),
            Verb("drop", "Drops jobs.", ids, (asked, _) => JobVerbs.DropAsync(services, asked.GetValue(ids)!, asked.GetValue(all)), all),
        };
    }

    private static Command EditsVerb(IServiceProvider services) => new("edits", "Pauses the edits of everybody.")
    {
        Verb("pause", "Workers finish the edits in hand and take no more; those that are asked for wait.", null,
            (_, _) => JobVerbs.PauseAsync(services, paused: true)),
        Verb("resume", "Workers take edits again.", null, (_, _) => JobVerbs.PauseAsync(services, paused: false)),
    };

    private static Command BackupVerb(IServiceProvider services)
    {
        var folder = new Argument<string>("folder") { Description = "A new folder." };
        var pause = new Option<int>("--longest-pause")
        {
            Description = "Seconds that writes to Redis may wait while it is read.",
            DefaultValueFactory = _ => 20,
        };
        pause.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() is < 1 or > 600)
            {
                given.AddError("--longest-pause is from 1 to 600 seconds.");
            }
        });
        return Verb("backup", "Copies Redis and the objects into a folder while everything runs.", folder,
            (asked, end) => BackupVerbs.BackUpAsync(
                services, asked.GetRequiredValue(folder), TimeSpan.FromSeconds(asked.GetValue(pause)), end),
            pause);
    }

    private static Command RestoreVerb(IServiceProvider services)
    {
        var folder = new Argument<string>("folder") { Description = "The folder of a backup." };
        var replace = new Option<bool>("--replace") { Description = "Loses the accounts and pictures that are there now." };
        return Verb("restore", "Brings a backup back. The services must be stopped.", folder,
            (asked, end) => BackupVerbs.RestoreAsync(services, asked.GetRequiredValue(folder), asked.GetValue(replace), end), replace);
    }

    private static Command RotateVerb(IServiceProvider services)
    {
        var file = new Argument<string>("file") { Description = "The file that holds JWT_SECRET." };
        return Verb("rotate-jwt-secret", "Replaces the secret in a file and keeps the one before beside it.", file,
            (asked, _) => services.GetRequiredService<SecretRotation>().RotateAsync(asked.GetRequiredValue(file)));
    }

    private static Command Verb(
        string name, string help, Symbol? what, Func<ParseResult, CancellationToken, Task<int>> act, params Option[] options)
    {
        var verb = new Command(name, help);
        switch (what)
        {
            case Argument argument:
                verb.Arguments.Add(argument);
                break;
            case Option option:
                verb.Options.Add(option);
                break;
        }

        foreach (var option in options)
        {
            verb.Options.Add(option);
        }

        verb.SetAction(act);
        return verb;
    }
}
