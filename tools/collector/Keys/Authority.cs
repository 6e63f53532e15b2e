using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace NanoAgent.Collector.Keys;

/// <summary>The collector's own small CA, which devices pin, and its replacement.</summary>
/// <remarks>
/// A new CA is certified by the one before as well. The server shows that certificate beside its own, so a unit that pins the old CA and one that
/// pins the new one both find their way while the overlap lasts. A leaked CA vouches for nothing: it is replaced without overlap.
/// </remarks>
public sealed class Authority
{
    private static readonly TimeSpan _lifetime = TimeSpan.FromDays(20 * 365);

    private Authority(string folder, DateTimeOffset now)
    {
        Folder = folder;
        Pem = File.ReadAllText(CaPath(folder));
        using X509Certificate2 certificate = X509Certificate2.CreateFromPem(Pem);
        Thumbprint = Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));

        if (File.Exists(BetweenPath(folder)) && X509Certificate2.CreateFromPem(File.ReadAllText(BetweenPath(folder))) is { } between && between.NotAfter.ToUniversalTime() > now.UtcDateTime)
        {
            Between = between;
            Before = File.ReadAllText(BeforePath(folder));
        }
    }

    /// <summary>Its certificate, PEM.</summary>
    public string Pem { get; }

    /// <summary>SHA-256 of its certificate, 64 hexadecimal digits.</summary>
    public string Thumbprint { get; }

    /// <summary>The certificate of the CA before, PEM, while units may still pin it; else null.</summary>
    public string? Before { get; }

    /// <summary>This CA as certified by the one before; null when nothing overlaps.</summary>
    public X509Certificate2? Between { get; }

    private string Folder { get; }

    /// <summary>Is there one in that folder?</summary>
    public static bool IsIn(string folder) => File.Exists(CaPath(folder)) && File.Exists(KeyPath(folder));

    /// <summary>Opens the CA of a folder, and makes one when there is none.</summary>
    /// <param name="folder">Readable by the owner only.</param>
    /// <param name="now">Now.</param>
    public static Authority Open(string folder, DateTimeOffset now)
    {
        if (!IsIn(folder))
        {
            PrivateFile.MakeFolder(folder);
            using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            Save(folder, key, Request(key), now);
        }

        return new Authority(folder, now);
    }

    /// <summary>Replaces the CA; the server uses the new one from its next start on.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="now">Now.</param>
    /// <param name="overlap">How long units that pin the old CA are still served; zero when it leaked.</param>
    public static Authority Replace(string folder, DateTimeOffset now, TimeSpan overlap)
    {
        Authority before = Open(folder, now);
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = Request(key);
        File.Delete(BetweenPath(folder));

        if (overlap > TimeSpan.Zero)
        {
            using X509Certificate2 signer = before.OpenSigner();
            using X509Certificate2 between = request.Create(signer, now.AddDays(-1), now + overlap, RandomNumberGenerator.GetBytes(16));
            PrivateFile.Write(BeforePath(folder), Encoding.ASCII.GetBytes(before.Pem));
            PrivateFile.Write(BetweenPath(folder), Encoding.ASCII.GetBytes(between.ExportCertificatePem() + "\n"));
        }

        Save(folder, key, request, now);
        return new Authority(folder, now);
    }

    /// <summary>Its certificate with its key. The caller disposes it.</summary>
    internal X509Certificate2 OpenSigner() => X509Certificate2.CreateFromPemFile(CaPath(Folder), KeyPath(Folder));

    private static CertificateRequest Request(ECDsa key)
    {
        // A name of its own: two CAs of one name would have to be told apart by their keys alone.
        string name = Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..8];
        var request = new CertificateRequest("CN=nanoAgent collector CA " + name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, 1, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request;
    }

    private static void Save(string folder, ECDsa key, CertificateRequest request, DateTimeOffset now)
    {
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now + _lifetime);
        PrivateFile.Write(KeyPath(folder), Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()));
        PrivateFile.Write(CaPath(folder), Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n"));
    }

    private static string CaPath(string folder) => Path.Combine(folder, "ca.pem");

    private static string KeyPath(string folder) => Path.Combine(folder, "ca.key");

    private static string BeforePath(string folder) => Path.Combine(folder, "ca-before.pem");

    private static string BetweenPath(string folder) => Path.Combine(folder, "ca-between.pem");
}
