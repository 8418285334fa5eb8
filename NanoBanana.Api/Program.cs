using NanoBanana.Api.Accounts;
using NanoBanana.Api.Admin;
using NanoBanana.Api.Edits;
using NanoBanana.Api.Errors;
using NanoBanana.Api.Exports;
using NanoBanana.Api.Images;
using NanoBanana.Api.Imports;
using NanoBanana.Api.Live;
using NanoBanana.Api.Mail;
using NanoBanana.Api.Messages;
using NanoBanana.Api.OpenApi;
using NanoBanana.Api.Operators;
using NanoBanana.Api.Requests;
using NanoBanana.Api.Sessions;
using NanoBanana.Api.Sharing;
using NanoBanana.Api.Throttling;
using NanoBanana.Core;
using NanoBanana.Core.Imaging;
using NanoBanana.Core.Scanning;
using NanoBanana.Core.Storage;

var builder = WebApplication.CreateBuilder(AdminApp.SettingsIn(args));
builder.AddServiceDefaults();
builder.AddRedisConnection();
builder.AddCore();
builder.Services.AddObjectStorage();
builder.Services.AddImaging();
builder.Services.AddScanning();
builder.AddRequests();
builder.Services.AddErrors();
builder.Services.AddTokens();
builder.Services.AddLimits();
builder.Services.AddImageViews();
builder.Services.AddSharing();
builder.Services.AddExports();
builder.Services.AddImports();
builder.Services.AddEditIntake();
builder.Services.AddLive();
builder.Services.AddOperators();
builder.Services.AddMail();
builder.Services.AddApiDocuments();
builder.AddAdmin(args);

var app = builder.Build();
if (AdminApp.IsAskedFor(args))
{
    return await app.RunAdminAsync(args);
}

app.UseErrors();
app.UseSafeHeaders();
app.UseTrustedProxies();
app.UseTransportSecurity();
app.UseRoutingWithHead();
app.UseCors();
app.UseAuthentication();
app.UseLimits();
app.UseApiPage();
app.UseAuthorization();
app.UseJsonBodies();
app.UseIdempotency();

app.MapDefaultEndpoints();
app.MapApiDocuments();
app.MapAccounts();
app.MapSessions();
app.MapSharing();
app.MapExports();
app.MapImports();
app.MapMessages();
app.MapImages();
app.MapSelections();
app.MapPins();
app.MapEdits();
app.MapUploads();
app.MapContent();
app.MapLive();
app.MapOperators();
return app.RunService();
