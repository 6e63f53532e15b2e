using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Following;

namespace NanoAgent.Boards.Virtual;

/// <summary>A collector's pages over .NET's HTTP client, a connection each.</summary>
internal sealed class HttpCollectorPages : ICollectorPages
{
    /// <inheritdoc/>
    public string? Get(string address, string pin, string path)
    {
        // In clear anybody could be the collector, and the first key would be his.
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) || uri.Scheme != Uri.UriSchemeHttps || !Base64Url.TryDecode(pin, out byte[] der))
        {
            return null;
        }

        try
        {
            using X509Certificate2 anchor = X509CertificateLoader.LoadCertificate(der);
            using var link = new HttpCollectorLink(new CollectorLocation(uri, anchor));
            return link.Get(path) is byte[] body ? Encoding.ASCII.GetString(body) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
