using System.Diagnostics.Metrics;
using NanoBanana.Core.Telemetry;

namespace NanoBanana.Core.Accounts;

/// <summary>Who comes in and who does not; never their names.</summary>
internal sealed class AccountMetrics
{
    private const string Outcome = "nanobanana.outcome";

    private readonly Counter<long> _registrations;
    private readonly Counter<long> _signIns;
    private readonly Counter<long> _refreshes;

    public AccountMetrics(IMeterFactory meters)
    {
        var meter = Meters.Create(meters);
        _registrations = meter.CreateCounter<long>("nanobanana.accounts.registered", "{account}", "Accounts that were created.");
        _signIns = meter.CreateCounter<long>("nanobanana.sign_ins", "{sign-in}", "Tries to sign in: admitted, refused, or locked out.");
        _refreshes = meter.CreateCounter<long>(
            "nanobanana.refreshes", "{refresh}", "Refresh tokens that were shown: traded, refused, or used again.");
    }

    public void Registered() => _registrations.Add(1);

    public void SignedIn() => Add(_signIns, "admitted");

    public void Refused() => Add(_signIns, "refused");

    public void LockedOut() => Add(_signIns, "locked-out");

    public void Refreshed() => Add(_refreshes, "traded");

    public void RefreshRefused() => Add(_refreshes, "refused");

    public void TokenReused() => Add(_refreshes, "reused");

    private static void Add(Counter<long> counter, string outcome) => counter.Add(1, new KeyValuePair<string, object?>(Outcome, outcome));
}
