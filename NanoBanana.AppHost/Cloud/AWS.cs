using Amazon;

namespace NanoBanana.AppHost;

/// <summary>Profile and region of the AWS SDK, with Aspire.Hosting.AWS.</summary>
internal static partial class ObjectStores
{
    static partial void UseAwsProfile(IResourceBuilder<ProjectResource> project)
    {
        var builder = project.ApplicationBuilder;
        var aws = builder.AddAWSSDKConfig();
        if (builder.Configuration.Given("AWS_PROFILE") is { } profile)
        {
            aws.WithProfile(profile);
        }

        if (builder.Configuration.Given("AWS_REGION") is { } region)
        {
            aws.WithRegion(RegionEndpoint.GetBySystemName(region));
        }

        project.WithReference(aws);
    }
}
