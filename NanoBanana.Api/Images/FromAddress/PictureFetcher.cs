using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using NanoBanana.Contracts;
using NanoBanana.Core.Images;
using NanoBanana.Imaging;

namespace NanoBanana.Api.Images.FromAddress;

/// <summary>
/// Fetches a file from an https address that a user named. What cannot be reached, what is not public and what is not there are told alike,
/// so that nobody learns from here what is in the networks around this server.
/// </summary>
internal sealed class PictureFetcher(
    PublicConnector connector, IOptions<ImageOptions> images, IOptions<ImagingOptions> imaging) : IDisposable
{
    private const int MaxRedirects = 3;

    private readonly HttpMessageInvoker _http = connector.CreateClient();

    /// <returns>The address; null for what is none that may be fetched: https, a host, the usual port, no user name.</returns>
    public static Uri? Parse(string? text) =>
        text is { Length: > 0 and <= Limits.AddressMaxLength } && Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address)
            && IsFetched(address)
            ? address
            : null;

    /// <summary>The last part of its path.</summary>
    public static string NameOf(Uri address) => UploadNames.Clean(Uri.UnescapeDataString(address.AbsolutePath));

    /// <param name="file">Gets the bytes, and is complete where there is no problem.</param>
    /// <returns>Null, or why there is no file.</returns>
    public async Task<FetchFailure?> FetchAsync(Uri address, TemporaryUpload file, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(images.Value.FetchTimeout);
        try
        {
            return await FollowAsync(address, file, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return FetchProblems.TooSlow(images.Value.FetchTimeout);
        }
        catch (Exception failed) when (failed is HttpRequestException or HttpIOException or SocketException or UnreachableAddressException)
        {
            return FetchProblems.Unreachable();
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<FetchFailure?> FollowAsync(Uri address, TemporaryUpload file, CancellationToken cancellationToken)
    {
        for (var redirects = 0; redirects <= MaxRedirects; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.UserAgent.ParseAdd("NanoBanana");
            request.Headers.Accept.ParseAdd("image/*");
            using var response = await _http.SendAsync(request, cancellationToken);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                return await ReceiveAsync(response.Content, file, cancellationToken);
            }

            if (!IsRedirect(response.StatusCode))
            {
                return FetchProblems.Answered((int)response.StatusCode);
            }

            if (response.Headers.Location is not { } location || Next(address, location) is not { } next)
            {
                return FetchProblems.Unreachable();
            }

            address = next;
        }

        return FetchProblems.TooManyRedirects();
    }

    private async Task<FetchFailure?> ReceiveAsync(
        HttpContent content, TemporaryUpload file, CancellationToken cancellationToken)
    {
        var most = imaging.Value.MaxBytes;
        if (content.Headers.ContentLength > most)
        {
            return new(StatusCodes.Status413PayloadTooLarge, ImageProblems.Bytes(most));
        }

        await using var body = await content.ReadAsStreamAsync(cancellationToken);
        return await file.CopyAsync(body, most, cancellationToken)
            ? null
            : new(StatusCodes.Status413PayloadTooLarge, ImageProblems.Bytes(most));
    }

    private static Uri? Next(Uri address, Uri location) =>
        Uri.TryCreate(address, location, out var next) && next.OriginalString.Length <= Limits.AddressMaxLength && IsFetched(next)
            ? next
            : null;

    private static bool IsFetched(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort && address.UserInfo.Length == 0 && address.IdnHost.Length > 0;

    private static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;
}
