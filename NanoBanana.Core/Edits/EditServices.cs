using Microsoft.Extensions.DependencyInjection;
using NanoBanana.Core.Edits.Runs;

namespace NanoBanana.Core.Edits;

internal static class EditServices
{
    public static IServiceCollection AddEdits(this IServiceCollection services) => services
        .AddValidated<EditOptions, EditOptionsValidator>("Edits")
        .AddSingleton<EditMetrics>().AddSingleton<UnitLedger>().AddSingleton<DailyCharges>().AddSingleton<EditSettlement>()
        .AddSingleton<EditJobs>()
        .AddSingleton<RunFeeder>().AddSingleton<RunStore>()
        .AddSingleton<EditCancellation>()
        .AddSingleton<EditStore>().AddSingleton<EditList>().AddSingleton<EditWork>();
}
