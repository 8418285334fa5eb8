using NanoBanana.Contracts.Operators;
using NanoBanana.Web.Resources;

namespace NanoBanana.Web.Operators;

/// <summary>Says what the API names by codes; a code of a newer API is shown as it is.</summary>
internal static class OperatorTexts
{
    /// <param name="action">One of <see cref="OperatorActions"/>.</param>
    public static string OfAction(string action) => action switch
    {
        OperatorActions.AccountDisabled => Text.ActionAccountDisabled,
        OperatorActions.AccountEnabled => Text.ActionAccountEnabled,
        OperatorActions.AccountSignedOut => Text.ActionAccountSignedOut,
        OperatorActions.PasswordLinkMade => Text.ActionAccountPasswordLink,
        OperatorActions.JobRetried => Text.ActionJobRetried,
        OperatorActions.JobDropped => Text.ActionJobDropped,
        OperatorActions.OperatorAdded => Text.ActionOperatorAdded,
        OperatorActions.OperatorRemoved => Text.ActionOperatorRemoved,
        OperatorActions.EditsPaused => Text.ActionEditsPaused,
        OperatorActions.EditsResumed => Text.ActionEditsResumed,
        OperatorActions.BackedUp => Text.ActionSystemBackedUp,
        OperatorActions.Restored => Text.ActionSystemRestored,
        OperatorActions.SecretRotated => Text.ActionJwtSecretRotated,
        OperatorActions.DemoSeeded => Text.ActionDemoSeeded,
        _ => action,
    };

    /// <param name="kind">Of <see cref="FailureCount"/>.</param>
    public static string OfFailure(string kind) => kind switch
    {
        "edit" => Text.FailureEdit,
        "job" => Text.FailureJob,
        "limit" => Text.FailureLimit,
        "request" => Text.FailureRequest,
        "sign-in" => Text.FailureSignIn,
        "storage" => Text.FailureStorage,
        "token" => Text.FailureToken,
        "upload" => Text.FailureUpload,
        "worker" => Text.FailureWorker,
        _ => kind,
    };

    /// <param name="status">Of <see cref="DependencyHealth"/>.</param>
    public static string OfHealth(string status) => status switch
    {
        "Healthy" => Text.HealthHealthy,
        "Degraded" => Text.HealthDegraded,
        "Unhealthy" => Text.HealthUnhealthy,
        _ => status,
    };

    /// <param name="lane">Its place in the API's answer.</param>
    public static string OfLane(int lane) => lane switch
    {
        0 => Text.LaneEdits,
        1 => Text.LaneThumbnails,
        _ => Text.LaneRemote,
    };
}
