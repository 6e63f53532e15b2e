using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Keys;

/// <summary>The server certificate, under the collector's own CA that devices pin.</summary>
public sealed class ServerCertificate
{
    private static readonly TimeSpan _renewBefore = TimeSpan.FromDays(30);

    private ServerCertificate(Authority authority, X509Certificate2 server)
    {
        Authority = authority;
        Server = server;
    }

    /// <summary>The CA.</summary>
    internal Authority Authority { get; }

    /// <summary>The CA's certificate as PEM: what a device pins.</summary>
    public string CaPem => Authority.Pem;

    /// <summary>What units may pin now, PEM: the CA, and while it is being replaced the one before.</summary>
    public IReadOnlyList<string> Pins => Authority.Before is string before ? [CaPem, before] : [CaPem];

    /// <summary>The server's certificate with its key.</summary>
    public X509Certificate2 Server { get; }

    /// <summary>What is shown beside it: the CA as certified by the one before, for units that pin that one.</summary>
    public X509Certificate2Collection Between => Authority.Between is X509Certificate2 between ? [between] : [];

    /// <summary>Is it time to open the folder again: for a new certificate, or because nobody need be shown any more that the CA before vouches for this one?</summary>
    /// <param name="now">Now.</param>
    public bool IsDue(DateTimeOffset now) => !IsGood(Server, now) || (Authority.Between is X509Certificate2 between && between.NotAfter.ToUniversalTime() <= now.UtcDateTime);

    /// <summary>Opens the folder, and makes what is missing, about to expire, not yet good, or made for other names or by another CA.</summary>
    /// <param name="folder">Readable by the owner only.</param>
    /// <param name="names">DNS names and IP addresses of the collector.</param>
    /// <param name="clock">Now.</param>
    /// <exception cref="StoreRefusedException">A file is damaged, or the clock is before the CA's time: no unit would take its certificate, and reports would be dated wrongly.</exception>
    public static ServerCertificate Open(string folder, IReadOnlyList<string> names, TimeProvider clock)
    {
        PrivateFile.MakeFolder(folder);
        DateTimeOffset now = clock.GetUtcNow();
        Authority authority = Authority.Open(folder, now);

        if (now.UtcDateTime < authority.Since)
        {
            throw new StoreRefusedException($"the clock says {now:u}, and the CA that devices pin is good from {authority.Since:u} on: set the clock");
        }

        X509Certificate2 server = OpenServer(folder, names, authority, now);
        WriteShown(folder, server, authority);
        return new ServerCertificate(authority, server);
    }

    private static X509Certificate2 OpenServer(string folder, IReadOnlyList<string> names, Authority authority, DateTimeOffset now)
    {
        string path = Path.Combine(folder, "server.pem");
        string keyPath = Path.Combine(folder, "server.key");
        string namesPath = Path.Combine(folder, "server.names");
        string wanted = string.Join('\n', [authority.Thumbprint, .. names]);

        if (File.Exists(path) && File.Exists(keyPath) && File.Exists(namesPath) && File.ReadAllText(namesPath) == wanted
            && TryRead(path, keyPath) is X509Certificate2 known && IsGood(known, now))
        {
            return known;
        }

        using (X509Certificate2 signer = authority.OpenSigner())
        {
            MakeServer(path, keyPath, names, signer, now);
        }

        PrivateFile.Write(namesPath, Encoding.UTF8.GetBytes(wanted));
        return Usable(X509Certificate2.CreateFromPemFile(path, keyPath));
    }

    private static bool IsGood(X509Certificate2 server, DateTimeOffset now) =>
        server.NotAfter.ToUniversalTime() - now.UtcDateTime > _renewBefore && server.NotBefore.ToUniversalTime() <= now.UtcDateTime;

    // Null when the two do not belong together: they are two files, and whoever was killed between them wrote only one.
    private static X509Certificate2? TryRead(string path, string keyPath)
    {
        try
        {
            return Usable(X509Certificate2.CreateFromPemFile(path, keyPath));
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            return null;
        }
    }

    // For a proxy in front that ends TLS: with it and server.key it shows what this server would.
    private static void WriteShown(string folder, X509Certificate2 server, Authority authority)
    {
        string path = Path.Combine(folder, "server-chain.pem");
        string shown = string.Join('\n', new[] { server, authority.Between }.OfType<X509Certificate2>().Select(certificate => certificate.ExportCertificatePem())) + "\n";

        if (!File.Exists(path) || File.ReadAllText(path) != shown)
        {
            PrivateFile.Write(path, Encoding.ASCII.GetBytes(shown));
        }
    }

    private static void MakeServer(string path, string keyPath, IReadOnlyList<string> names, X509Certificate2 authority, DateTimeOffset now)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=nanoAgent collector", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        request.CertificateExtensions.Add(AlternativeNames(names));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        using X509Certificate2 certificate = request.Create(authority, now.AddDays(-1), now.AddDays(397), RandomNumberGenerator.GetBytes(16));
        PrivateFile.Write(keyPath, Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()));
        PrivateFile.Write(path, Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n"));
    }

    private static X509Extension AlternativeNames(IReadOnlyList<string> names)
    {
        var builder = new SubjectAlternativeNameBuilder();

        foreach (string name in names)
        {
            if (IPAddress.TryParse(name, out IPAddress? address))
            {
                builder.AddIpAddress(address);
            }
            else
            {
                builder.AddDnsName(name);
            }
        }

        return builder.Build();
    }

    // Windows cannot serve TLS with a key that was only just read from PEM.
    private static X509Certificate2 Usable(X509Certificate2 certificate)
    {
        if (!OperatingSystem.IsWindows())
        {
            return certificate;
        }

        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        }
    }
}
