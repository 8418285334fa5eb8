namespace NanoBanana.Tests.Faults;

/// <summary>Faults come when they like.</summary>
internal static class RandomFaults
{
    /// <summary>Lets a random time pass; what has to be true after it does not depend on how long it was.</summary>
    public static Task PauseAsync(int least, int most) => Task.Delay(Random.Shared.Next(least, most));

    public static bool Half() => Random.Shared.Next(2) == 0;

    public static T Of<T>(IReadOnlyList<T> things) => things[Random.Shared.Next(things.Count)];
}
