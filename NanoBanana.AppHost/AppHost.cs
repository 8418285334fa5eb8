using NanoBanana.AppHost;

var builder = DistributedApplication.CreateBuilder(args);
builder.UseFlatSettings();

// The database, the job list and the message bus; every write is on disk within a second.
var redis = builder.AddRedisOrConnection();

// Signs the access tokens: all replicas of the API must share it, and it must survive a restart.
var jwtSecret = builder.AddJwtSecret();

// Where the bytes of the images are: files, Amazon S3 or Aliyun OSS.
var objects = builder.AddObjectStore();

// The image engines: keys, models and addresses, where given.
var engines = builder.AddEngineSettings();

// Looks for malware in what is uploaded, before anybody can read it; none unless it is asked for.
var scanner = builder.AddMalwareScanner();

// The contract: HTTP and live events for the web app and for any other client.
var api = builder.AddProject<Projects.NanoBanana_Api>("api")
    .WithReference(redis).WaitFor(redis)
    .WithEnvironment("Jwt__Secret", jwtSecret)
    .WithObjectStore(objects).WithSettings(engines).WithMalwareScanner(scanner)
    .WithPort("PORT").WithExternalHttpEndpoints().WithTrustedProxies()
    .WithHttpHealthCheck("/health")
    .WithReplicas(builder.Count("API_REPLICAS"));

// Thumbnails, away from the requests: what takes seconds and memory must not slow an upload down.
builder.AddProject<Projects.NanoBanana_Worker>("worker")
    .WithReference(redis).WaitFor(redis)
    .WithObjectStore(objects).WithSettings(engines)
    .WithPort("WORKER_PORT")
    .WithHttpHealthCheck("/health")
    .WithReplicas(builder.Count("WORKER_REPLICAS"));

// What people see. It keeps its sign-in keys in Redis, so that any replica knows every user; and a page opens one WebSocket without
// asking first where to, so replicas work without stickiness: a page whose replica is gone loads again on another. With it, a page
// whose connection was lost for a moment finds its circuit again.
var web = builder.AddProject<Projects.NanoBanana_Web>("web")
    .WithReference(redis).WaitFor(redis)
    .WithReference(api).WaitFor(api)
    .WithPort("WEB_PORT").WithExternalHttpEndpoints().WithTrustedProxies()
    .WithHttpHealthCheck("/health")
    .WithReplicas(builder.Count("WEB_REPLICAS"));

// Links that people share lead to the web app: behind a proxy or a domain, to WEB_ADDRESS.
_ = builder.Configuration.Given("WEB_ADDRESS") is { } webAddress
    ? api.WithEnvironment("Sharing__WebAddress", webAddress)
    : api.WithEnvironment("Sharing__WebAddress", web.GetEndpoint("http"));

if (builder.FindTakenPort() is { } problem)
{
    await Console.Error.WriteLineAsync(problem);
    return 1;
}

await builder.Build().RunAsync();
return Environment.ExitCode;
