using System.Buffers;
using System.IO.Pipelines;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Connections.Client;
using Microsoft.AspNetCore.Http.Features;

namespace Microsoft.AspNetCore.SignalR.Client;

/// <summary>A WebSocket seen as a pair of pipes. A full pipe stops the reading, and so the server's sending.</summary>
internal sealed class WebSocketConnection : ConnectionContext
{
    private readonly WebSocket _socket;
    private readonly WebSocketMessageType _messageType;
    private readonly TimeSpan _closeTimeout;
    private readonly Pipe _incoming;
    private readonly Pipe _outgoing;
    private readonly CancellationTokenSource _aborted = new();
    private readonly Task _running;
    private int _disposed;

    public WebSocketConnection(WebSocket socket, TransferFormat format, HttpConnectionOptions options)
    {
        _socket = socket;
        _messageType = format == TransferFormat.Binary ? WebSocketMessageType.Binary : WebSocketMessageType.Text;
        _closeTimeout = options.CloseTimeout;
        _incoming = new Pipe(Limit(options.ApplicationMaxBufferSize));
        _outgoing = new Pipe(Limit(options.TransportMaxBufferSize));
        Transport = new DuplexPipe(_incoming.Reader, _outgoing.Writer);
        _running = RunAsync();
    }

    // Only negotiation tells it. HubConnection.ConnectionId is null without.
    public override string ConnectionId { get; set; } = null!;

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new ConnectionItems();

    public override IDuplexPipe Transport { get; set; }

    public override void Abort(ConnectionAbortedException abortReason) => _aborted.Cancel();

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await Transport.Output.CompleteAsync().ConfigureAwait(false);
            await Transport.Input.CompleteAsync().ConfigureAwait(false);
            await _running.ConfigureAwait(false);
            _aborted.Dispose();
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        var receiving = ReceiveAsync(_aborted.Token);
        var sending = SendAsync(_aborted.Token);
        if (await Task.WhenAny(receiving, sending).ConfigureAwait(false) == receiving)
        {
            _outgoing.Reader.CancelPendingRead();
        }

        // Whoever ended first, the other has the close timeout to say goodbye.
        _aborted.CancelAfter(_closeTimeout);
        await Task.WhenAll(receiving, sending).ConfigureAwait(false);
        _socket.Dispose();
    }

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        Exception? error = null;
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveAsync(_incoming.Writer.GetMemory(), cancellationToken).ConfigureAwait(false);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    error = _socket.CloseStatus is WebSocketCloseStatus.NormalClosure or null
                        ? null
                        : new InvalidOperationException($"The server closed the connection: {_socket.CloseStatus}.");
                    break;
                }

                _incoming.Writer.Advance(received.Count);
                var flushed = await _incoming.Writer.FlushAsync(cancellationToken).ConfigureAwait(false);
                if (flushed.IsCompleted)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception exception)
        {
            // Once we are leaving nobody reads any more, and a cut connection is no news.
            error = Volatile.Read(ref _disposed) == 0 ? exception : null;
        }

        await _incoming.Writer.CompleteAsync(error).ConfigureAwait(false);
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        Exception? error = null;
        try
        {
            while (true)
            {
                var read = await _outgoing.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                if (read.IsCanceled)
                {
                    break;
                }

                await SendMessageAsync(read.Buffer, cancellationToken).ConfigureAwait(false);
                _outgoing.Reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    break;
                }
            }
        }
        catch (Exception exception)
        {
            error = exception;
        }

        await CloseOutputAsync(cancellationToken).ConfigureAwait(false);
        await _outgoing.Reader.CompleteAsync(error).ConfigureAwait(false);
    }

    private async Task SendMessageAsync(ReadOnlySequence<byte> message, CancellationToken cancellationToken)
    {
        while (!message.IsEmpty)
        {
            var segment = message.First;
            message = message.Slice(segment.Length);
            await _socket.SendAsync(segment, _messageType, endOfMessage: message.IsEmpty, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CloseOutputAsync(CancellationToken cancellationToken)
    {
        if (_socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
        {
            return;
        }

        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            _socket.Abort();
        }
    }

    private static PipeOptions Limit(long size) => new(
        pauseWriterThreshold: size,
        resumeWriterThreshold: size / 2,
        readerScheduler: PipeScheduler.ThreadPool,
        useSynchronizationContext: false);
}
