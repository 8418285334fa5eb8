namespace NanoBanana.Core.Storage;

/// <summary>Gives what can go wrong with files the names that every store uses.</summary>
internal static class FileFailures
{
    public static async Task GuardAsync(Func<Task> use) => await GuardAsync(async () =>
    {
        await use();
        return true;
    });

    public static async Task<T> GuardAsync<T>(Func<Task<T>> use)
    {
        try
        {
            return await use();
        }
        catch (IOException failure) when (FullDisk.IsMeantBy(failure))
        {
            throw new ObjectStoreFullException("The disk for objects, or for files on their way to them, is full.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ObjectStoreUnavailableException("The folder of the object store cannot be used.", failure);
        }
    }
}
