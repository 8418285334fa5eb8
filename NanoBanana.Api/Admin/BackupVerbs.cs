using System.Diagnostics;
using NanoBanana.Contracts.Operators;
using NanoBanana.Core.Backups;
using NanoBanana.Core.Operators;

namespace NanoBanana.Api.Admin;

/// <summary>Copies everything, and brings it back.</summary>
internal static class BackupVerbs
{
    public static async Task<int> BackUpAsync(
        IServiceProvider services, string folder, TimeSpan longestPause, CancellationToken cancellationToken)
    {
        var (watch, path) = (Stopwatch.StartNew(), Path.GetFullPath(folder));
        await services.GetRequiredService<OperatorLog>().NoteAsync(OperatorAction.Console, OperatorActions.BackedUp, path);
        var made = await services.GetRequiredService<BackupMaker>().MakeAsync(folder, longestPause, cancellationToken);
        Console.WriteLine($"{Describe(made)} are in {path}, as they were at {made.CreatedAt:u} ({watch.Elapsed.TotalSeconds:N1} s).");
        Console.WriteLine("Secrets are not in it: keep a copy of them, too.");
        foreach (var sha256 in made.Missing)
        {
            await Console.Error.WriteLineAsync($"A picture names the original {sha256}, and the store has not got it.");
        }

        return made.Missing.Count == 0 ? 0 : AdminApp.Failed;
    }

    public static async Task<int> RestoreAsync(IServiceProvider services, string folder, bool replace, CancellationToken cancellationToken)
    {
        var (watch, path) = (Stopwatch.StartNew(), Path.GetFullPath(folder));
        var restored = await services.GetRequiredService<BackupRestorer>().RestoreAsync(folder, replace, cancellationToken);

        // Afterwards: the log is part of what was replaced.
        await services.GetRequiredService<OperatorLog>().NoteAsync(OperatorAction.Console, OperatorActions.Restored, path);
        Console.WriteLine(
            $"{Describe(restored)} are back as they were at {restored.CreatedAt:u}, and compared ({watch.Elapsed.TotalSeconds:N1} s).");
        return 0;
    }

    private static string Describe(BackupManifest made) =>
        $"{made.Keys:N0} keys of Redis and {made.Objects:N0} objects ({made.ObjectBytes / 1e6:N1} MB)";
}
