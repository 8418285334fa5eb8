using System.Globalization;
using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Time.Testing;
using NanoBanana.Contracts.Client;
using NanoBanana.Web.Accounts;
using NanoBanana.Web.Edits;
using NanoBanana.Web.Forwarding;
using NanoBanana.Web.Jobs;
using NanoBanana.Web.Layout;
using NanoBanana.Web.Live;
using NanoBanana.Web.Sessions;
using NanoBanana.Web.State;
using NanoBanana.Web.Upload;

namespace NanoBanana.Tests.Components;

/// <summary>Renders components of the web app in a circuit without a browser; the API answers as a test tells it to.</summary>
public abstract class ComponentTests : BunitContext, IAsyncLifetime
{
    private protected ComponentTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new("en-US");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Visitor = AddAuthorization().SetAuthorized("Me").SetClaims(new Claim(ClaimTypes.NameIdentifier, Samples.Me));
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(
            [KeyValuePair.Create<string, string?>("services:api:http:0", "http://api")]).Build());
        Services.AddSingleton<IWebHostEnvironment>(new NoFiles());
        Services.AddSingleton<AntiforgeryStateProvider>(new NoForms());
        Services.AddSingleton(new NanoBananaClient(new HttpClient(Api) { BaseAddress = new("http://api") }, _ => default));
        Services.AddSingleton(new AnonymousClient(new NobodysClients(Api), new HttpContextAccessor()));
        Services.AddScoped<LocalTime>().AddScoped<Notices>().AddScoped<TabStore>().AddSingleton<ApiAddress>().AddSingleton<HeicDecoder>();
        Services.AddEdits();
        Services.AddSessions();
        Services.AddJobs();
        // Nothing is followed here, so nobody asks for a token.
        Services.AddScoped(services => new LiveConnection(
            services.GetRequiredService<ApiAddress>(), null!, services.GetRequiredService<NanoBananaClient>()));
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    public virtual Task InitializeAsync() => Task.CompletedTask;

    /// <summary>Before the base class disposes at once, which some services cannot.</summary>
    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    private protected StubApi Api { get; } = new();

    /// <summary>Who is signed in.</summary>
    private protected BunitAuthorizationContext Visitor { get; }

    private protected FakeTimeProvider Time { get; } = new(Samples.Now);

    private protected Notices Notices => Services.GetRequiredService<Notices>();

    private protected NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    /// <summary>A session that is open.</summary>
    private protected SessionState Open(Role role = Role.Owner, string title = "Harbour") => new(
        Services.GetRequiredService<NanoBananaClient>(), Samples.Session(role, title), new ParticipantState(Samples.Me, "Me"));

    /// <summary>Begins what waits for something, such as for time to pass, and returns when it waits.</summary>
    private protected static async Task<Task> BeginAsync<T>(IRenderedComponent<T> component, Func<Task> begin)
        where T : IComponent
    {
        var under = begin();
        await component.InvokeAsync(() => { });
        return under;
    }

    /// <summary>The browser's own store, as browserStore.js keeps it.</summary>
    private protected BunitJSModuleInterop BrowserStore => JSInterop.SetupModule("./js/browserStore.js");

    private sealed class NobodysClients(HttpMessageHandler api) : IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => new(api, disposeHandler: false);
    }

    private sealed class NoForms : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }

    private sealed class NoFiles : IWebHostEnvironment
    {
        public string WebRootPath { get; set; } = "";
        public IFileProvider WebRootFileProvider { get; set; } = new NullFileProvider();
        public string ApplicationName { get; set; } = "";
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
        public string ContentRootPath { get; set; } = "";
        public string EnvironmentName { get; set; } = "";
    }
}
