using System.Net;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Operations;

public sealed class OperatorTests(OperatorTests.Fixture api) : IClassFixture<OperatorTests.Fixture>
{
    private const string Name = "the.operator";

    [Fact]
    public async Task An_operator_sees_the_job_lists_from_when_he_has_the_name_until_he_gives_it_up()
    {
        using var alice = await api.CreateUserAsync();
        await alice.UploadAsync((await alice.Api.CreateSessionAsync()).Id, TestImages.Png(8, 8));
        await alice.Http.GetAsync(Routes.OperatorJobs).ShouldBeProblemAsync(HttpStatusCode.NotFound);

        await alice.Api.UpdateMeAsync(new(Name, null, null, null));
        var lists = await (await alice.Http.GetAsync(Routes.OperatorJobs)).ReadJsonAsync();
        Assert.Equal(1, lists.GetProperty("pending").EnumerateArray().Sum(count => count.GetInt64()));
        Assert.Equal(0, lists.GetProperty("dead").GetInt64());

        await alice.Api.UpdateMeAsync(new(TestUser.UniqueName(), null, null, null));
        await alice.Http.GetAsync(Routes.OperatorJobs).ShouldBeProblemAsync(HttpStatusCode.NotFound);
    }

    public sealed class Fixture() : SystemFixture(apis: 1, workers: 0, ("Operators__Usernames__0", Name));
}
