using System.IO.Pipelines;

namespace Microsoft.AspNetCore.SignalR.Client;

internal sealed record DuplexPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;
