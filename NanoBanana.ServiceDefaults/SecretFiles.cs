using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Secrets in files, as Docker and Kubernetes mount them: <c>JWT_SECRET_FILE</c> is the path of a file that holds <c>JWT_SECRET</c>.
/// </summary>
public static class SecretFiles
{
    private const string Suffix = "_FILE";

    // Named one by one: AWS_WEB_IDENTITY_TOKEN_FILE and others are settings of their own.
    private static readonly string[] Names =
    [
        "JWT_SECRET", "JWT_SECRET_PREVIOUS", "REDIS_PASSWORD", "GEMINI_API_KEY", "OPENAI_API_KEY", "SMTP_PASSWORD",
        "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "ALIYUN_ACCESS_KEY_ID", "ALIYUN_ACCESS_KEY_SECRET",
    ];

    /// <summary>
    /// Reads each file into the setting that it is named after, without the line end. A value that is set counts before the file,
    /// an empty file counts as not set, and a file that cannot be read ends the service at start with a sentence.
    /// </summary>
    public static TBuilder AddSecretFiles<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        var configuration = builder.Configuration;
        foreach (var name in Names.Where(name => string.IsNullOrEmpty(configuration[name])))
        {
            if (configuration[name + Suffix] is not { Length: > 0 } path)
            {
                continue;
            }

            try
            {
                configuration[name] = File.ReadAllText(path).TrimEnd('\r', '\n');
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                builder.Services.AddOptions<Unreadable>(name)
                    .Validate(_ => false, $"Set {name}{Suffix} to a file that this service can read; {path} is none.")
                    .ValidateOnStart();
            }
        }

        return builder;
    }

    private sealed class Unreadable;
}
