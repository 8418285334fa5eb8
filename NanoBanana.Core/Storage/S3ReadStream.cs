using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace NanoBanana.Core.Storage;

/// <summary>
/// One object as a seekable stream. Nothing is fetched before the first read; a read after a seek asks for the rest from
/// there; a connection that breaks is taken up where it broke. Every request names the ETag, so that the bytes of
/// two objects are never mixed. Only asynchronous reads: the bytes come over a network.
/// </summary>
internal sealed class S3ReadStream(IAmazonS3 client, S3Guard guard, string bucket, string key, string etag, long length) : Stream
{
    private const int BreakLimit = 3;

    private GetObjectResponse? _response;
    private long _responsePosition;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => _position = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= length || buffer.IsEmpty)
        {
            return 0;
        }

        for (var breaks = 0; ; breaks++)
        {
            try
            {
                var read = await guard.RunAsync(token => ReadOnceAsync(buffer, token), cancellationToken);
                _position += read;
                _responsePosition += read;
                return read;
            }
            catch (ObjectStoreUnavailableException failure) when (breaks < BreakLimit && IsBreak(failure.InnerException))
            {
                Disconnect();
            }
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read this stream asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => length + offset,
    };

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Disconnect();
        }

        base.Dispose(disposing);
    }

    private async Task<int> ReadOnceAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_response is null || _responsePosition != _position)
        {
            Disconnect();
            _response = await client.GetObjectAsync(
                new GetObjectRequest
                {
                    BucketName = bucket,
                    Key = key,
                    EtagToMatch = etag,
                    ByteRange = new ByteRange(_position, length - 1),
                },
                cancellationToken);
            _responsePosition = _position;
        }

        var read = await _response.ResponseStream.ReadAsync(buffer, cancellationToken);
        return read > 0 ? read : throw new IOException("The object store closed the connection before the end of the object.");
    }

    // An answer of the server is final (the SDK has retried what it may), a broken connection is not.
    private static bool IsBreak(Exception? failure) =>
        failure is not AmazonS3Exception { StatusCode: not 0 and < HttpStatusCode.InternalServerError };

    private void Disconnect()
    {
        _response?.Dispose();
        _response = null;
    }
}
