using BCrypt.Net;
using Hasher = BCrypt.Net.BCrypt;

namespace NanoBanana.Tests.Compat.BCrypt;

public sealed class BCryptTests
{
    private const int Fast = 4;

    [Fact]
    public void A_hash_verifies_its_own_password_and_no_other()
    {
        var hash = Hasher.HashPassword("correct horse 电池", Fast);

        Assert.True(Hasher.Verify("correct horse 电池", hash));
        Assert.False(Hasher.Verify("correct horse 电", hash));
        Assert.False(Hasher.Verify("", hash));
    }

    [Fact]
    public void The_same_password_gets_another_hash_each_time() =>
        Assert.NotEqual(Hasher.HashPassword("secret", Fast), Hasher.HashPassword("secret", Fast));

    [Theory] // published vectors
    [InlineData("U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [InlineData("U*U*", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK")]
    [InlineData("", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy")]
    public void A_hash_made_elsewhere_verifies(string password, string hash)
    {
        Assert.True(Hasher.Verify(password, hash));
        Assert.False(Hasher.Verify(password + "x", hash));
    }

    [Fact]
    public void The_work_factor_is_written_in_the_hash()
    {
        var hash = Hasher.HashPassword("secret", 5);

        Assert.Matches(@"^\$2[ab]\$05\$", hash);
        Assert.True(Hasher.PasswordNeedsRehash(hash, 6));
        Assert.False(Hasher.PasswordNeedsRehash(hash, 5));
        Assert.Matches(@"^\$2[ab]\$11\$", Hasher.GenerateSalt());
    }

    [Theory]
    [InlineData("plain text")]
    [InlineData("$1$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    public void What_is_not_a_hash_is_refused(string text) =>
        Assert.Throws<SaltParseException>(() => Hasher.Verify("secret", text));

    [Fact]
    public void A_long_password_counts_to_its_72nd_byte()
    {
        var hash = Hasher.HashPassword(new string('a', 600), Fast);

        Assert.True(Hasher.Verify(new string('a', 600), hash));
        Assert.False(Hasher.Verify(new string('a', 71), hash));
    }
}
