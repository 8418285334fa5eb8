using NanoBanana.AppHost;

try
{
    // No setting changes while it runs, and watching the files would mean every folder of the checkout.
    Environment.SetEnvironmentVariable("DOTNET_HOSTBUILDER__RELOADCONFIGONCHANGE", "false");
    var builder = DistributedApplication.CreateBuilder(args);
    builder.UseFlatSettings();
    builder.UseDashboard();
    builder.UseQuietConsole();

    // The database, the job list and the message bus: every write is on disk within a second.
    var redis = await builder.AddRedisServerAsync();

    // Signs the access tokens. All replicas of the API share it, and it survives a restart.
    var jwtSecret = builder.AddJwtSecret();

    // Holds the bytes of the images: files, Amazon S3 or Aliyun OSS.
    var objects = builder.AddObjectStore();

    // Keys, models and addresses of the image engines, where they are set.
    var engines = builder.AddEngineSettings();

    // Scans every upload for malware before anybody can read it; off unless it is configured.
    var scanner = builder.AddMalwareScanner();

    // Mails links to a new password, where a server for it is set.
    var mail = builder.AddMailSettings();

    // Serves HTTP and live events to the web app and to every other client.
    var api = builder.AddService<Projects.NanoBanana_Api>("api", "PORT", "API_REPLICAS")
        .WithReference(redis).WaitFor(redis)
        .WithJwtSecret(jwtSecret)
        .WithObjectStore(objects).WithSettings(engines).WithSettings(mail).WithMalwareScanner(scanner)
        .WithPicturesByAddress()
        .WithExternalHttpEndpoints().WithTrustedProxies()
        .WithUrlForEndpoint("http", url => (url.DisplayText, url.Url) = ("API documentation", "/docs"));

    // Makes thumbnails and edits, so that a request never waits for what takes seconds and memory.
    var worker = builder.AddService<Projects.NanoBanana_Worker>("worker", "WORKER_PORT", "WORKER_REPLICAS")
        .WithReference(redis).WaitFor(redis)
        .WithObjectStore(objects).WithSettings(engines).WithModels()
        .WithUrlForEndpoint("http", url => (url.DisplayText, url.Url) = ("Worker health", "/health"));

    // Shows the pages. Sign-in keys are in Redis and a page opens one WebSocket, so replicas need no stickiness.
    var web = builder.AddService<Projects.NanoBanana_Web>("web", "WEB_PORT", "WEB_REPLICAS")
        .WithReference(redis).WaitFor(redis)
        .WithJwtSecret(jwtSecret) // encrypts the sign-in keys in Redis
        .WithReference(api).WithModelFolder()
        .WithExternalHttpEndpoints().WithTrustedProxies().WithAllowedHosts().WithStickySessions().WithPicturesByAddress()
        .WithUrlForEndpoint("http", url => url.DisplayText = "Web app");

    // Links that users share lead to the web app: its own address, or WEB_ADDRESS behind a proxy or a domain.
    api.WithWebAddress(web);

    // What operators do with a shell, as commands in the dashboard.
    api.WithAdminCommands(worker, web);

    builder.AddComputeEnvironment();
    builder.SuperviseCrashes();
    builder.RefuseTakenPorts();
    await builder.Build().RunAsync();
    return Environment.ExitCode;
}
catch (DistributedApplicationException problem)
{
    await Console.Error.WriteLineAsync(problem.Message);
    return 1;
}
