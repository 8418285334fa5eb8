using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;

namespace NanoBanana.AppHost;

/// <summary>
/// The certificate of the orchestrator's own API where no development certificate is trusted. Without one the orchestrator makes a
/// 4,096-bit RSA key at every start, which takes seconds. This one is made once for each user of the machine, and no resource uses it.
/// </summary>
internal sealed class OrchestratorCertificate(X509Certificate2 certificate) : IDeveloperCertificateService
{
    /// <summary>What marks a development certificate of ASP.NET Core; Aspire looks at no other.</summary>
    private const string DevelopmentMark = "1.3.6.1.4.1.311.84.1.1";
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);
    private static readonly TimeSpan Renewed = TimeSpan.FromDays(30);

    public ImmutableList<X509Certificate2> Certificates { get; } = [certificate];

    public bool SupportsContainerTrust => false;

    public bool UseForHttps => false;

    public bool TrustCertificate => false;

    /// <summary>Puts it behind the development certificates that Aspire finds.</summary>
    public static void AddTo(IServiceCollection services)
    {
        var file = Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "nano-banana", "orchestrator.pem");
        var found = services.Last(service => service.ServiceType == typeof(IDeveloperCertificateService)).ImplementationType!;
        services.AddSingleton(provider =>
        {
            var trusted = (IDeveloperCertificateService)ActivatorUtilities.CreateInstance(provider, found);
            return trusted.Certificates.Count == 0 && ReadOrMake(file) is { } certificate
                ? new OrchestratorCertificate(certificate)
                : trusted;
        });
    }

    /// <summary>The kept certificate, or a new one when there is none, or it ends soon; null where it cannot be kept.</summary>
    internal static X509Certificate2? ReadOrMake(string file) => ReadOrMake(file, TimeProvider.System.GetLocalNow());

    internal static X509Certificate2? ReadOrMake(string file, DateTimeOffset now)
    {
        try
        {
            if (File.Exists(file) && X509Certificate2.CreateFromPemFile(file) is var kept && kept.NotAfter > (now + Renewed).LocalDateTime)
            {
                return kept;
            }
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            // Not whole, or of somebody else: it is made anew.
        }

        try
        {
            PrivateFiles.CreateDirectory(Path.GetDirectoryName(file)!, "");
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var made = Make(key, now);
            PrivateFiles.Write(file, $"{made.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
            return made;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DistributedApplicationException)
        {
            return null;
        }
    }

    private static X509Certificate2 Make(ECDsa key, DateTimeOffset now)
    {
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        names.AddIpAddress(System.Net.IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new(ServerAuthentication)], true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(new X509Extension(DevelopmentMark, [1], false));
        return request.CreateSelfSigned(now.AddDays(-1), now + Lifetime);
    }
}
