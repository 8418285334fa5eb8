using NanoBanana.Core;
using NanoBanana.Core.Storage;
using NanoBanana.Imaging;
using NanoBanana.Worker;

var builder = Running.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddRedisConnection();
builder.AddCore();
builder.Services.AddObjectStorage();
builder.Services.AddImaging();
builder.Services.AddWorker();

var app = builder.Build();
app.MapDefaultEndpoints();
return app.RunService();
