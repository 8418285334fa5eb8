using NanoBanana.Web.Accounts;
using NanoBanana.Web.Edits;
using NanoBanana.Web.Exports;
using NanoBanana.Web.Forwarding;
using NanoBanana.Web.Images;
using NanoBanana.Web.Jobs;
using NanoBanana.Web.Layout;
using NanoBanana.Web.Live;
using NanoBanana.Web.Sessions;
using NanoBanana.Web.Sharing;
using NanoBanana.Web.Upload;

var builder = Running.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddRedisConnection();
builder.AddForwarding();
builder.AddAccounts();
builder.AddLayout();
builder.Services.AddLive();
builder.Services.AddCircuitLimits();
builder.Services.AddSessions();
builder.Services.AddEdits();
builder.Services.AddJobs();
builder.Services.AddUpload();

var app = builder.Build();

app.UseForwarding();
app.UseFormCookie();
app.UseErrorPages();
app.UseSecurityHeaders();
app.UseRoutingWithHead();
app.UseCircuitLimits();
app.UseRequestLocalization();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.UsePublicPages();
app.UseSignedOutPages();

app.MapDefaultEndpoints();
app.MapStaticAssets().ShortCircuit();
app.MapAccounts();
app.MapGuests();
app.MapPreferences();
app.MapExports();
app.MapImageContent();
app.MapImageZip();
app.MapUpload();
app.MapShareTarget();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode(mode => mode.ContentSecurityFrameAncestorsPolicy = null);

return app.RunService();
