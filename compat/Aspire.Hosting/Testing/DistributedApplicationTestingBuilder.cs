using System.Reflection;

namespace Aspire.Hosting.Testing;

public static class DistributedApplicationTestingBuilder
{
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync<TEntryPoint>([], cancellationToken);

    public static async Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(
        string[] args, CancellationToken cancellationToken = default)
        where TEntryPoint : class =>
        new TestingBuilder(await new EntryPointHook(typeof(TEntryPoint).Assembly).DescribeAsync(args, cancellationToken));

    /// <summary>A builder for a test that describes its own resources.</summary>
    public static IDistributedApplicationTestingBuilder Create(params string[] args) =>
        new TestingBuilder(new EntryPointHook(Assembly.GetCallingAssembly()).Describe(args));
}
