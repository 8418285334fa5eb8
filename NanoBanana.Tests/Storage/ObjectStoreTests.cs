using System.Security.Cryptography;
using NanoBanana.Core.Storage;

namespace NanoBanana.Tests.Storage;

/// <summary>What every store does, whatever holds the bytes.</summary>
public abstract class ObjectStoreTests
{
    private const string Type = "image/jpeg";

    private readonly string _folder = $"conformance/{Guid.CreateVersion7():N}";

    internal abstract IObjectStore Store { get; }

    [Fact]
    public async Task What_is_put_can_be_opened()
    {
        var content = RandomNumberGenerator.GetBytes(300_000);
        await PutAsync(Key("a"), content);

        await using var stream = await OpenAsync(Key("a"));

        Assert.Equal(content.Length, stream.Length);
        Assert.True(stream.CanSeek);
        Assert.Equal(content, await ReadAllAsync(stream));
    }

    [Fact]
    public async Task Twenty_megabytes_come_back_whole()
    {
        var content = RandomNumberGenerator.GetBytes(20 << 20);
        await PutAsync(Key("large"), content);

        await using var stream = await OpenAsync(Key("large"));

        Assert.Equal(SHA256.HashData(content), await SHA256.HashDataAsync(stream));
    }

    [Fact]
    public async Task An_empty_object_is_an_object()
    {
        await PutAsync(Key("empty"), []);

        await using var stream = await OpenAsync(Key("empty"));

        Assert.Equal(0, stream.Length);
        Assert.Empty(await ReadAllAsync(stream));
    }

    [Fact]
    public async Task What_is_staged_is_an_object_only_once_it_is_committed()
    {
        var content = RandomNumberGenerator.GetBytes(300_000);
        using (var staged = await Store.StageAsync())
        {
            await staged.WriteAsync(content.AsMemory(0, 200_000), CancellationToken.None);
            await staged.WriteAsync(content.AsMemory(200_000), CancellationToken.None);
            staged.Content.Position = 100_000;
            Assert.Equal(content[100_000], staged.Content.ReadByte());
            Assert.False(await Store.ExistsAsync(Key("staged"), CancellationToken.None));

            await staged.CommitAsync(Key("staged"), Type, CancellationToken.None);
        }

        await using var stream = await OpenAsync(Key("staged"));
        Assert.Equal(content, await ReadAllAsync(stream));
    }

    [Fact]
    public async Task A_staged_object_replaces_what_its_key_held()
    {
        await PutAsync(Key("replaced-by-staged"), new byte[500]);
        using var staged = await Store.StageAsync();
        await staged.WriteAsync(new byte[] { 7 }, CancellationToken.None);

        await staged.CommitAsync(Key("replaced-by-staged"), Type, CancellationToken.None);

        await using var stream = await OpenAsync(Key("replaced-by-staged"));
        Assert.Equal([7], await ReadAllAsync(stream));
    }

    [Fact]
    public async Task Storing_starts_where_the_stream_is()
    {
        using var source = new MemoryStream([1, 2, 3, 4, 5]) { Position = 2 };
        await Store.PutAsync(Key("tail"), source, Type, CancellationToken.None);

        await using var stream = await OpenAsync(Key("tail"));

        Assert.Equal([3, 4, 5], await ReadAllAsync(stream));
    }

    [Fact]
    public async Task A_second_put_replaces_the_first()
    {
        await PutAsync(Key("twice"), new byte[500]);
        await PutAsync(Key("twice"), [7]);

        await using var stream = await OpenAsync(Key("twice"));

        Assert.Equal([7], await ReadAllAsync(stream));
    }

    [Fact]
    public async Task What_is_not_there_is_told_without_an_exception()
    {
        Assert.False(await Store.ExistsAsync(Key("nothing"), CancellationToken.None));
        Assert.Null(await Store.OpenAsync(Key("nothing"), CancellationToken.None));
        await Store.DeleteAsync(Key("nothing"), CancellationToken.None);
    }

    [Fact]
    public async Task A_deleted_object_is_gone()
    {
        await PutAsync(Key("gone"), [1]);
        Assert.True(await Store.ExistsAsync(Key("gone"), CancellationToken.None));

        await Store.DeleteAsync(Key("gone"), CancellationToken.None);

        Assert.False(await Store.ExistsAsync(Key("gone"), CancellationToken.None));
        Assert.Null(await Store.OpenAsync(Key("gone"), CancellationToken.None));
    }

    [Fact]
    public async Task Any_part_can_be_read_in_any_order()
    {
        var content = RandomNumberGenerator.GetBytes(1 << 20);
        await PutAsync(Key("parts"), content);
        await using var stream = await OpenAsync(Key("parts"));

        foreach (var start in new[] { 900_000, 10, 500_000, 500_010, (1 << 20) - 5 })
        {
            var part = new byte[5];
            stream.Seek(start, SeekOrigin.Begin);
            await stream.ReadExactlyAsync(part);
            Assert.Equal(content[start..(start + 5)], part);
        }

        stream.Seek(0, SeekOrigin.End);
        Assert.Equal(0, await stream.ReadAsync(new byte[1]));
    }

    [Fact]
    public async Task Writers_of_one_key_leave_one_whole_object()
    {
        await Task.WhenAll(Enumerable.Range(1, 8).Select(writer => PutAsync(Key("race"), Filled((byte)writer))));

        await using var stream = await OpenAsync(Key("race"));

        Assert.Single((await ReadAllAsync(stream)).Distinct());
    }

    [Theory]
    [InlineData(""), InlineData("/etc/passwd"), InlineData("../up"), InlineData("a/../../up"), InlineData("a//b"), InlineData("a/")]
    [InlineData("./a")]
    [InlineData("a\\b"), InlineData("ä"), InlineData("a b"), InlineData("a\0b"), InlineData(".hidden"), InlineData("C:/x")]
    public async Task A_key_cannot_leave_the_store(string key)
    {
        using var content = new MemoryStream([1]);

        await Assert.ThrowsAsync<ArgumentException>(() => Store.PutAsync(key, content, Type, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.OpenAsync(key, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.ExistsAsync(key, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.DeleteAsync(key, CancellationToken.None));
        using var staged = await Store.StageAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => staged.CommitAsync(key, Type, CancellationToken.None));
    }

    [Fact]
    public async Task A_cancelled_put_leaves_nothing()
    {
        using var content = new MemoryStream(new byte[1 << 20]);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PutAsync(Key("cancelled"), content, Type, cancelled.Token));

        Assert.False(await Store.ExistsAsync(Key("cancelled"), CancellationToken.None));
    }

    [Fact]
    public Task A_store_that_works_passes_its_check() => Store.CheckAsync(CancellationToken.None);

    protected string Key(string name) => $"{_folder}/{name}";

    protected async Task PutAsync(string key, byte[] content)
    {
        using var stream = new MemoryStream(content);
        await Store.PutAsync(key, stream, Type, CancellationToken.None);
    }

    protected async Task<Stream> OpenAsync(string key) =>
        await Store.OpenAsync(key, CancellationToken.None) ?? throw new InvalidOperationException($"There is no {key}.");

    protected static async Task<byte[]> ReadAllAsync(Stream stream)
    {
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }

    private static byte[] Filled(byte value)
    {
        var content = new byte[200_000];
        content.AsSpan().Fill(value);
        return content;
    }
}
