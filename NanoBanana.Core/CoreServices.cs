using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NanoBanana.Core.Accounts;
using NanoBanana.Core.Backups;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Engines;
using NanoBanana.Core.Events;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Images;
using NanoBanana.Core.Images.Pins;
using NanoBanana.Core.Images.References;
using NanoBanana.Core.Images.Resumable;
using NanoBanana.Core.Images.Selections;
using NanoBanana.Core.Jobs;
using NanoBanana.Core.Messages;
using NanoBanana.Core.Operators;
using NanoBanana.Core.Outbox;
using NanoBanana.Core.Recipes;
using NanoBanana.Core.Sessions;
using NanoBanana.Core.Sharing;
using NanoBanana.Core.Throttling;
using NanoBanana.Core.UseCases;
using StackExchange.Redis;

namespace NanoBanana.Core;

/// <summary>What the API and the worker share.</summary>
internal static class CoreServices
{
    /// <summary>Needs an <see cref="IConnectionMultiplexer"/>.</summary>
    public static void AddCore(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => provider.GetRequiredService<IConnectionMultiplexer>().GetDatabase());
        services.AddAccounts().AddSessions().AddSharing().AddImages().AddEvents().AddJobs().AddEdits().AddEngines().AddThrottling()
            .AddUseCases().AddBackups();
        services.AddHostedService<FailureCounter>();
    }

    private static IServiceCollection AddAccounts(this IServiceCollection services) => services
        .AddValidated<AccountOptions, AccountOptionsValidator>("Accounts")
        .AddSingleton<PasswordHasher>().AddSingleton<UniqueNames>().AddSingleton<UserStore>().AddSingleton<DeviceStore>()
        .AddSingleton<AccountMetrics>().AddSingleton<AccountLog>().AddSingleton<PasswordResets>().AddSingleton<OperatorLog>()
        .AddSingleton<OperatorStore>().AddSingleton<RecentFailureCounts>()
        .AddSingleton<Lockout>().AddSingleton<KnownAddresses>().AddSingleton<UserIndex>();

    private static IServiceCollection AddSessions(this IServiceCollection services) => services
        .AddValidated<SessionOptions, SessionOptionsValidator>("Sessions")
        .AddValidated<MessageOptions, MessageOptionsValidator>("Messages")
        .AddScoped<DeterministicIdGenerator>()
        .AddSingleton<PendingWork>().AddSingleton<MembershipProjection>().AddSingleton<ProjectionQueue>()
        .AddSingleton<SessionTransaction>().AddSingleton<KnownWriters>().AddSingleton<SessionStore>()
        .AddSingleton<SessionList>().AddSingleton<SessionSearch>()
        .AddSingleton<MessageStore>().AddSingleton<MessageTexts>().AddSingleton<TextIndex>();

    private static IServiceCollection AddSharing(this IServiceCollection services) => services
        .AddValidated<SharingOptions, SharingOptionsValidator>("Sharing")
        .AddSingleton<MemberStore>().AddSingleton<BlockStore>().AddSingleton<InviteStore>()
        .AddSingleton<SnapshotStore>().AddSingleton<SnapshotErasure>();

    private static IServiceCollection AddImages(this IServiceCollection services) => services
        .AddValidated<ImageOptions, ImageOptionsValidator>("Images")
        .AddSingleton<ObjectReferences>().AddSingleton<RemovalHold>().AddSingleton<StrippedOriginals>().AddSingleton<ThumbnailJobs>()
        .AddSingleton<PreviewJobs>()
        .AddSingleton<SelectionJobs>().AddSingleton<SelectionExpiry>()
        .AddSingleton<ImageStore>().AddSingleton<ImageLabels>().AddSingleton<PinStore>()
        .AddSingleton<ReferenceStore>().AddSingleton<ImageCopier>().AddSingleton<ResumableUploads>().AddSingleton<ImageBin>()
        .AddSingleton<ImageList>().AddSingleton<ImageSearch>()
        .AddSingleton<UploadService>().AddSingleton<UploadMetrics>();

    private static IServiceCollection AddEvents(this IServiceCollection services) => services
        .AddValidated<EventOptions, EventOptionsValidator>("Events")
        .AddSingleton<ChannelListener>().AddSingleton<EventLog>().AddSingleton<EventMetrics>();

    private static IServiceCollection AddJobs(this IServiceCollection services) => services
        .AddValidated<JobOptions, JobOptionsValidator>("Jobs")
        .AddSingleton<JobMetrics>().AddSingleton<JobQueue>().AddSingleton<DeadJobs>().AddSingleton<EditPause>();

    private static IServiceCollection AddThrottling(this IServiceCollection services) => services
        .AddValidated<LimitOptions, LimitOptionsValidator>("Limits")
        .AddSingleton<LimitMetrics>().AddSingleton<LocalRates>().AddSingleton<RateLimiter>().AddSingleton<UserRates>()
        .AddSingleton<OpenConnections>().AddSingleton<KnownRoom>().AddSingleton<StorageQuota>();

    private static IServiceCollection AddUseCases(this IServiceCollection services) => services
        .AddSingleton<AccountErasure>().AddSingleton<GuestMaker>()
        .AddSingleton<SessionErasure>().AddSingleton<SessionReconciler>().AddSingleton<EditReconciler>()
        .AddSingleton<RecipeStore>().AddSingleton<Conversation>().AddSingleton<RecipeMaker>().AddSingleton<RunStarter>()
        .AddSingleton<SnapshotMaker>().AddSingleton<InviteReader>().AddSingleton<SessionFounder>().AddSingleton<LineageReader>()
        .AddSingleton<UsageMeter>();

    private static IServiceCollection AddBackups(this IServiceCollection services) => services
        .AddSingleton<RedisContents>().AddSingleton<BackupMaker>().AddSingleton<BackupRestorer>();

    /// <summary>Options of a configuration section, checked at start.</summary>
    public static IServiceCollection AddValidated<TOptions, TValidator>(this IServiceCollection services, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
        return services;
    }
}
