namespace BCrypt.Net;

/// <summary>A text given as salt or hash is none.</summary>
public class SaltParseException : Exception
{
    public SaltParseException()
    {
    }

    public SaltParseException(string message)
        : base(message)
    {
    }

    public SaltParseException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
