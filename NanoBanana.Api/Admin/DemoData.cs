using System.Diagnostics;
using System.Text.RegularExpressions;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Operators;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Core.Operators;

namespace NanoBanana.Api.Admin;

/// <summary>
/// Two accounts and a session that they share, with photos, messages and edits: all through the API, as people would. What is there stays,
/// so it can be repeated, also after it was interrupted.
/// </summary>
internal sealed partial class DemoData(DemoAccounts accounts, OperatorLog log)
{
    private const string Owner = "demo";
    private const string Guest = "guest";
    private const string Title = "Coffee and a rocket";
    private const string Coffee = "food.jpg";
    private const string Rocket = "landscape.jpg";
    private const string Hello = "Two photos for the wall. Which one do we print?";
    private const string Reply = "The coffee, with warmer light and a frame.";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>The address that is given, else where an API with these settings listens.</summary>
    public static Uri AddressOf(string? given, IConfiguration settings)
    {
        var address = given
            ?? AnyHost.Replace(settings["urls"]?.Split(';')[0] ?? $"http://*:{settings["HTTP_PORTS"] ?? "8080"}", "localhost");
        return Uri.TryCreate(address, UriKind.Absolute, out var api) && api.Scheme is "http" or "https"
            ? api
            : throw new AdminException($"{address} is no address of an API. Name one with --api, such as http://localhost:3001.");
    }

    public async Task<int> SeedAsync(Uri api, CancellationToken cancellationToken)
    {
        try
        {
            await log.NoteAsync(OperatorAction.Console, OperatorActions.DemoSeeded, "");
            var owner = await accounts.EnsureAsync(Owner, cancellationToken);
            var guest = await accounts.EnsureAsync(Guest, cancellationToken);
            Tell(Owner, owner.Password);
            Tell(Guest, guest.Password);
            var (session, first) = await accounts.ActAsync(owner.User, api, client => BeginAsync(client, cancellationToken));
            await accounts.ActAsync(guest.User, api, client => GoOnAsync(client, session.Id, first, cancellationToken));
            Console.WriteLine($"They share the session \"{Title}\", with two photos, two messages and three edits.");
            return 0;
        }
        catch (ApiException refused)
        {
            throw new AdminException($"The API at {api} refused: {refused.Message} Run it again to go on.");
        }
        catch (HttpRequestException)
        {
            throw new AdminException($"No API answers at {api}. Start it, or name another with --api, and run this again.");
        }
    }

    private static void Tell(string name, string? password) => Console.WriteLine(password is null
        ? $"{name}: was there already; `admin password-link {name}` makes a link to a new password."
        : $"{name}: the password is {password}");

    private static async Task<(Session Session, ImageId ResultId)> BeginAsync(NanoBananaClient client, CancellationToken cancellationToken)
    {
        var session = await FindAsync(client, cancellationToken)
            ?? await client.CreateSessionAsync(Title, cancellationToken: cancellationToken);
        await client.AddMemberAsync(session.Id, Guest, Role.Editor, cancellationToken: cancellationToken);
        var coffee = await EnsureImageAsync(client, session.Id, Coffee, cancellationToken);
        var rocket = await EnsureImageAsync(client, session.Id, Rocket, cancellationToken);
        await EnsureMessageAsync(client, session.Id, Hello, [coffee, rocket], cancellationToken);
        await EnsureEditAsync(client, session.Id, "make it black and white", rocket, cancellationToken);
        return (session, await EnsureEditAsync(client, session.Id, "make it warmer", coffee, cancellationToken));
    }

    private static async Task<ImageId> GoOnAsync(
        NanoBananaClient client, SessionId sessionId, ImageId imageId, CancellationToken cancellationToken)
    {
        await EnsureMessageAsync(client, sessionId, Reply, [], cancellationToken);
        return await EnsureEditAsync(client, sessionId, "add a white border of 24 pixels", imageId, cancellationToken);
    }

    private static async Task<Session?> FindAsync(NanoBananaClient client, CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await client.ListSessionsAsync(cursor: cursor, cancellationToken: cancellationToken);
            if (page.Items.FirstOrDefault(session => session.Title == Title) is { } found)
            {
                return found;
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);

        return null;
    }

    private static async Task<ImageId> EnsureImageAsync(
        NanoBananaClient client, SessionId sessionId, string name, CancellationToken cancellationToken)
    {
        var known = (await client.ListSessionImagesAsync(sessionId, limit: 100, cancellationToken: cancellationToken)).Items
            .FirstOrDefault(image => image.FileName == name && image.ParentId is null);
        if (known is null)
        {
            await using var photo = typeof(DemoData).Assembly.GetManifestResourceStream($"samples/{name}")!;
            known = await client.UploadImageAsync(sessionId, photo, name, "image/jpeg", cancellationToken: cancellationToken);
        }

        return (await UntilAsync(
            () => client.GetImageAsync(known.Id, cancellationToken), image => image.Status != ImageStatus.Processing,
            cancellationToken)).Id;
    }

    private static async Task EnsureMessageAsync(
        NanoBananaClient client, SessionId sessionId, string text, ImageId[] imageIds, CancellationToken cancellationToken)
    {
        var messages = await client.ListMessagesAsync(sessionId, limit: 100, cancellationToken: cancellationToken);
        if (!messages.Items.Any(message => message.Text == text))
        {
            await client.PostMessageAsync(sessionId, text, imageIds, cancellationToken: cancellationToken);
        }
    }

    /// <returns>The id of the result.</returns>
    private static async Task<ImageId> EnsureEditAsync(
        NanoBananaClient client, SessionId sessionId, string prompt, ImageId imageId, CancellationToken cancellationToken)
    {
        var edits = await client.ListEditsAsync(sessionId, limit: 100, cancellationToken: cancellationToken);
        var edit = edits.Items.FirstOrDefault(
            edit => edit.Prompt == prompt && edit.Status is not EditStatus.Failed and not EditStatus.Cancelled)
            ?? await client.CreateEditAsync(sessionId, new(prompt, [imageId]), cancellationToken: cancellationToken);
        var ended = await UntilAsync(
            () => client.GetEditAsync(edit.Id, cancellationToken), edit => edit.Status is not EditStatus.Queued and not EditStatus.Running,
            cancellationToken);
        return ended.ResultIds.Count > 0
            ? ended.ResultIds[0]
            : throw new AdminException($"The edit \"{prompt}\" did not succeed. Run this again.");
    }

    /// <summary>What stands for all addresses of a machine.</summary>
    [GeneratedRegex(@"(?<=//)(\*|\+|0\.0\.0\.0|\[::\])")]
    private static partial Regex AnyHost { get; }

    private static async Task<T> UntilAsync<T>(Func<Task<T>> read, Func<T, bool> isDone, CancellationToken cancellationToken)
    {
        for (var waiting = Stopwatch.StartNew(); waiting.Elapsed < Patience; await Task.Delay(Look, cancellationToken))
        {
            if (await read() is var current && isDone(current))
            {
                return current;
            }
        }

        throw new AdminException("No worker did what was asked for within a minute. Start one, and run this again.");
    }
}
