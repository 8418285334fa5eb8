using StackExchange.Redis;

namespace NanoBanana.Tests.Fixtures;

/// <summary>A job that was given up.</summary>
internal static class DeadJob
{
    /// <returns>Its id.</returns>
    public static async Task<string> BuryAsync(IDatabase database)
    {
        var id = Guid.CreateVersion7().ToString("N");
        await database.HashSetAsync(
            $"{{jobs}}:job:{id}",
            [
                new("kind", "nothing"), new("user", "somebody"), new("session", "none"), new("priority", 0), new("attempts", 5),
                new("dead", 1), new("error", "It failed."),
            ]);
        await database.ListLeftPushAsync("{jobs}:dead", id);
        return id;
    }
}
