using System.Security.Cryptography;
using System.Text;
using NanoBanana.Contracts.Operators;
using NanoBanana.Core.Operators;

namespace NanoBanana.Api.Admin;

/// <summary>
/// Replaces the secret that signs access tokens, in its file. The one before stays in a file beside it: with that as
/// <c>JWT_SECRET_PREVIOUS</c> what it signed stays good until it expires, so nobody has to sign in again.
/// </summary>
internal sealed class SecretRotation(OperatorLog log)
{
    private const string Previous = "_previous";

    public async Task<int> RotateAsync(string file)
    {
        var path = Path.GetFullPath(file);
        if (!File.Exists(path) || (await File.ReadAllTextAsync(path)).Trim() is not { Length: > 0 } former)
        {
            throw new AdminException($"{path} holds no secret. Name the file that JWT_SECRET comes from.");
        }

        await log.NoteAsync(OperatorAction.Console, OperatorActions.SecretRotated, path);

        // The old one first: should this end in between, no secret is lost.
        UnixFileMode? mode = OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(path);
        await ReplaceAsync(path + Previous, former, mode);
        await ReplaceAsync(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(48)), mode);
        Console.WriteLine($"{path} holds a new secret, and {path}{Previous} the one before.");
        Console.WriteLine("Restart the API and the web app. Nobody has to sign in again.");
        return 0;
    }

    /// <summary>
    /// In place, as a file that is mounted into a container must stay the same file; a new one gets the mode of the other.
    /// </summary>
    private static async Task ReplaceAsync(string path, string secret, UnixFileMode? mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        await using var stream = new FileStream(path, options);
        stream.SetLength(0);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(secret));
        stream.Flush(flushToDisk: true);
    }
}
