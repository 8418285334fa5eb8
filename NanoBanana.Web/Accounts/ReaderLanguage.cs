using System.Globalization;

namespace NanoBanana.Web.Accounts;

/// <summary>Tells the API the language that the page is read in, so that it answers in it.</summary>
internal sealed class ReaderLanguage(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.AcceptLanguage.ParseAdd(CultureInfo.CurrentUICulture.Name);
        return base.SendAsync(request, cancellationToken);
    }
}
