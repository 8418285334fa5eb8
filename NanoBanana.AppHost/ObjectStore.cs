namespace NanoBanana.AppHost;

/// <summary>Which object store the services use, and what they need to reach it.</summary>
internal sealed record ObjectStore(
    string Type, string? Directory, IReadOnlyDictionary<string, IResourceBuilder<ParameterResource>> Settings);

internal static partial class ObjectStores
{
    private static readonly string[] AwsKeys = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];
    private static readonly string[] AwsNames = ["AWS_REGION", "AWS_S3_BUCKET", "AWS_ENDPOINT_URL_S3"];
    private static readonly string[] AliyunKeys = ["ALIYUN_ACCESS_KEY_ID", "ALIYUN_ACCESS_KEY_SECRET"];
    private static readonly string[] AliyunNames = ["ALIYUN_REGION", "ALIYUN_BUCKET"];

    public static ObjectStore AddObjectStore(this IDistributedApplicationBuilder builder) =>
        builder.Configuration.Given("STORAGE_TYPE") switch
        {
            "aws" => new("aws", null, builder.AddGivenSettings(AwsKeys, AwsNames)),
            "aliyun" => new("aliyun", null, builder.AddSettings(AliyunKeys, AliyunNames)),
            "local" or null => new("local", builder.LocalDirectory(), builder.AddSettings([], [])),
            var other => throw new DistributedApplicationException($"STORAGE_TYPE is '{other}'; set it to local, aws or aliyun."),
        };

    public static IResourceBuilder<ProjectResource> WithObjectStore(this IResourceBuilder<ProjectResource> project, ObjectStore store)
    {
        project.WithEnvironment("Storage__Type", store.Type).WithSettings(store.Settings);
        if (store.Directory is not null)
        {
            project.WithEnvironment("Storage__Directory", store.Directory);
        }

        if (store.Type == "aws")
        {
            UseAwsProfile(project);
        }

        return project;
    }

    // The body is in the folder Cloud.
    static partial void UseAwsProfile(IResourceBuilder<ProjectResource> project);

    private static string LocalDirectory(this IDistributedApplicationBuilder builder) => builder.ExecutionContext.IsPublishMode
        ? throw new DistributedApplicationException("Containers share no files; set STORAGE_TYPE to aws or aliyun to publish.")
        : Path.Combine(builder.DataDirectory, "objects");
}
