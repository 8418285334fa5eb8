using System.Security.Cryptography;

namespace Aspire.Hosting.ApplicationModel;

public sealed class GenerateParameterDefault : ParameterDefault
{
    private const string Letters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ";
    private const string Digits = "0123456789";
    private const string Specials = "-_.{}~()*+!";

    public int MinLength { get; set; } = 22;

    public bool Numeric { get; set; } = true;

    public bool Special { get; set; } = true;

    public override string GetDefaultValue() => RandomNumberGenerator.GetString(
        Letters + (Numeric ? Digits : "") + (Special ? Specials : ""), Math.Max(MinLength, 1));
}
