using NanoBanana.Core;
using NanoBanana.Core.Imaging;
using NanoBanana.Core.Storage;
using NanoBanana.Worker;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddRedisConnection();
builder.AddCore();
builder.Services.AddObjectStorage();
builder.Services.AddImaging();
builder.Services.AddWorker();

var app = builder.Build();
app.MapDefaultEndpoints();
return app.RunService();
