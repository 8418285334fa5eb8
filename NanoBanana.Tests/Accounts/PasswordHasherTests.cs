using Microsoft.Extensions.Options;
using NanoBanana.Core.Accounts;

namespace NanoBanana.Tests.Accounts;

[Trait("Kind", "Unit")]
public sealed class PasswordHasherTests
{
    // Made by libxcrypt.
    [Theory]
    [InlineData("correct horse battery", "$2b$04$abcdefghijklmnopqrstuuqREtd3VJD2QVZbuFskFSLk6eRIrQoOS")]
    [InlineData("Zürich 李雷", "$2b$05$ZbcdefghijklmnopqrstuOXfGleBkwYrwnQMztT1xfvaT6QCy5Ttq")]
    public async Task Verifies_hashes_of_another_implementation(string password, string hash)
    {
        var hasher = new PasswordHasher(Options.Create(new AccountOptions { BCryptCost = 4 }), TimeProvider.System);

        Assert.True(await hasher.VerifyAsync(password, hash, HashingLane.SignIn, CancellationToken.None));
        Assert.False(await hasher.VerifyAsync(password + "x", hash, HashingLane.SignIn, CancellationToken.None));
    }
}
