using NanoBanana.AppHost;

namespace NanoBanana.Tests.AppHosts;

[Trait("Kind", "Unit")]
public sealed class OrchestratorCertificateTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orchestrator-");

    private string PemFile => Path.Combine(_folder.FullName, "own", "orchestrator.pem");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void It_is_made_once_and_read_by_its_owner_only()
    {
        using var made = OrchestratorCertificate.ReadOrMake(PemFile);
        using var read = OrchestratorCertificate.ReadOrMake(PemFile);

        Assert.Equal(made!.Thumbprint, read!.Thumbprint);
        Assert.True(read.HasPrivateKey);
        Assert.True(read.MatchesHostname("127.0.0.1") && read.MatchesHostname("localhost"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(PemFile));
        }
    }

    [Fact]
    public void One_that_ends_soon_is_made_anew()
    {
        using var old = OrchestratorCertificate.ReadOrMake(PemFile, DateTimeOffset.Now.AddDays(-340));
        using var made = OrchestratorCertificate.ReadOrMake(PemFile);

        Assert.NotEqual(old!.Thumbprint, made!.Thumbprint);
        Assert.True(made.NotAfter > DateTime.Now.AddDays(300));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIB")]
    public void A_broken_one_is_made_anew(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PemFile)!);
        File.WriteAllText(PemFile, text);
        using var made = OrchestratorCertificate.ReadOrMake(PemFile);

        Assert.True(made!.HasPrivateKey);
        Assert.StartsWith("-----BEGIN CERTIFICATE-----", File.ReadAllText(PemFile), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_it_cannot_be_kept_there_is_none()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "own"), "not a folder");
        Assert.Null(OrchestratorCertificate.ReadOrMake(PemFile));
    }
}
