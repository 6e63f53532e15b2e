using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NanoAgent.Boards.Virtual.Network;

/// <summary>
/// A certificate authority of the simulated world, for TLS only: nothing here signs a token. Its certificates live in
/// memory and end with the process.
/// </summary>
/// <remarks>
/// Making an RSA key takes a tenth of a second, so the process has three and shares them among all its authorities:
/// one for servers, one for each of the two kinds of issuer. Nobody outside the process trusts them.
/// </remarks>
public sealed class TlsAuthority : IDisposable
{
    private static readonly Lazy<RSA> s_trusted = new(() => RSA.Create(2048));
    private static readonly Lazy<RSA> s_stranger = new(() => RSA.Create(2048));
    private static readonly Lazy<RSA> s_server = new(() => RSA.Create(2048));

    private TlsAuthority(RSA key, string name, DateTimeOffset from, DateTimeOffset until)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        Certificate = request.CreateSelfSigned(from, until);
    }

    /// <summary>The authority's own certificate, with its private key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The authority that issues the certificates of the servers.</summary>
    public static TlsAuthority Trusted(DateTimeOffset from, DateTimeOffset until) => new(s_trusted.Value, "nanoAgent virtual CA", from, until);

    /// <summary>An authority that issued no server's certificate, for the wrong-CA probe.</summary>
    public static TlsAuthority Stranger(DateTimeOffset from, DateTimeOffset until) => new(s_stranger.Value, "nanoAgent stranger CA", from, until);

    /// <summary>Issues a server certificate for a host name and the loopback address, as long as the authority itself is valid.</summary>
    public X509Certificate2 Issue(string host)
    {
        var request = new CertificateRequest($"CN={host}", s_server.Value, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));

        using X509Certificate2 bare = request.Create(Certificate, Certificate.NotBefore, Certificate.NotAfter, RandomNumberGenerator.GetBytes(16));
        return bare.CopyWithPrivateKey(s_server.Value);
    }

    /// <inheritdoc/>
    public void Dispose() => Certificate.Dispose();
}
