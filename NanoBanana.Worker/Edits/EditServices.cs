using NanoBanana.Core.Jobs;

namespace NanoBanana.Worker.Edits;

internal static class EditServices
{
    public static void AddEditHandler(this IServiceCollection services) => services
        .AddSingleton<IJobHandler, EditHandler>()
        .AddSingleton<EditMaterials>().AddSingleton<StepMaker>().AddSingleton<EngineCall>().AddSingleton<VariantMaker>()
        .AddSingleton<ResultStore>().AddSingleton<ShownMasks>().AddSingleton<EditEnd>();
}
