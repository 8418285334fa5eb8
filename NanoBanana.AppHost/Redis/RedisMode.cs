namespace NanoBanana.AppHost;

/// <summary>Which Redis the services use; REDIS_MODE names one of these, in lower case.</summary>
internal enum RedisMode
{
    /// <summary>The first of the other three that this machine has.</summary>
    Auto,

    /// <summary>Somebody's server, which REDIS_HOST names.</summary>
    External,

    /// <summary>A container with a volume, by Docker or Podman.</summary>
    Container,

    /// <summary>The installed <c>redis-server</c>, with its data in DATA_DIR.</summary>
    Local,
}
