using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Keys;

/// <summary>The collector's own small CA, which devices pin, and its replacement.</summary>
/// <remarks>
/// A new CA is certified by the one before as well. The server shows that certificate beside its own, so a unit that pins the old CA and one that
/// pins the new one both find their way while the overlap lasts. A leaked CA vouches for nothing: it is replaced without overlap.
/// Its files belong together, and a process may be killed between two of them: all of them are written into one first, and whoever opens the folder finishes what that says.
/// </remarks>
public sealed class Authority
{
    private static readonly TimeSpan _lifetime = TimeSpan.FromDays(20 * 365);

    private Authority(string folder, DateTimeOffset now)
    {
        Folder = folder;
        Pem = File.ReadAllText(CaPath(folder));
        using X509Certificate2 certificate = Read(CaPath(folder), () => X509Certificate2.CreateFromPem(Pem));
        Thumbprint = Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));
        Since = certificate.NotBefore.ToUniversalTime();

        if (File.Exists(BetweenPath(folder)) && Read(BetweenPath(folder), () => X509Certificate2.CreateFromPem(File.ReadAllText(BetweenPath(folder)))) is { } between && between.NotAfter.ToUniversalTime() > now.UtcDateTime)
        {
            Between = between;
            Before = File.ReadAllText(BeforePath(folder));
        }
    }

    /// <summary>Its certificate, PEM.</summary>
    public string Pem { get; }

    /// <summary>SHA-256 of its certificate, 64 hexadecimal digits.</summary>
    public string Thumbprint { get; }

    /// <summary>From when on its certificate is good, UTC.</summary>
    public DateTime Since { get; }

    /// <summary>The certificate of the CA before, PEM, while units may still pin it; else null.</summary>
    public string? Before { get; }

    /// <summary>This CA as certified by the one before; null when nothing overlaps.</summary>
    public X509Certificate2? Between { get; }

    private string Folder { get; }

    /// <summary>Is there one in that folder?</summary>
    public static bool IsIn(string folder) => File.Exists(NextPath(folder)) || (File.Exists(CaPath(folder)) && File.Exists(KeyPath(folder)));

    /// <summary>Opens the CA of a folder, makes one when there is none, and finishes a replacement that was cut off. One at a time: whoever calls has the turn at the database.</summary>
    /// <param name="folder">Readable by the owner only.</param>
    /// <param name="now">Now.</param>
    /// <exception cref="StoreRefusedException">A file holds no certificate.</exception>
    public static Authority Open(string folder, DateTimeOffset now)
    {
        if (!IsIn(folder))
        {
            PrivateFile.MakeFolder(folder);
            using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            Prepare(folder, key, SelfSigned(key, Request(key), now), []);
        }

        Install(folder);
        return new Authority(folder, now);
    }

    /// <summary>Replaces the CA; the server uses the new one from its next start on.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="now">Now.</param>
    /// <param name="overlap">How long units that pin the old CA are still served; zero when it leaked.</param>
    /// <exception cref="StoreRefusedException">The old CA's files hold no certificate and its key.</exception>
    public static Authority Replace(string folder, DateTimeOffset now, TimeSpan overlap)
    {
        PrepareReplacement(folder, now, overlap);
        return Open(folder, now);
    }

    /// <summary>The first half of a replacement: it is decided, and not yet done.</summary>
    internal static void PrepareReplacement(string folder, DateTimeOffset now, TimeSpan overlap)
    {
        Authority before = Open(folder, now);
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = Request(key);
        string[] overlapping = [];

        if (overlap > TimeSpan.Zero)
        {
            using X509Certificate2 signer = before.OpenSigner();
            using X509Certificate2 between = request.Create(signer, now.AddDays(-1), now + overlap, RandomNumberGenerator.GetBytes(16));
            overlapping = [before.Pem, between.ExportCertificatePem()];
        }

        Prepare(folder, key, SelfSigned(key, request, now), overlapping);
    }

    /// <summary>Its certificate with its key. The caller disposes it.</summary>
    /// <exception cref="StoreRefusedException">The two do not belong together.</exception>
    internal X509Certificate2 OpenSigner() => Read(KeyPath(Folder), () => X509Certificate2.CreateFromPemFile(CaPath(Folder), KeyPath(Folder)));

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

    private static string SelfSigned(ECDsa key, CertificateRequest request, DateTimeOffset now)
    {
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now + _lifetime);
        return certificate.ExportCertificatePem();
    }

    private static void Prepare(string folder, ECDsa key, string certificate, string[] overlapping) =>
        PrivateFile.Write(NextPath(folder), Encoding.ASCII.GetBytes(string.Join('\n', [key.ExportPkcs8PrivateKeyPem(), certificate, .. overlapping]) + "\n"));

    // However often it is cut off and begun again, the same files come of it.
    private static void Install(string folder)
    {
        if (!File.Exists(NextPath(folder)))
        {
            return;
        }

        List<string> next = PemsOf(File.ReadAllText(NextPath(folder)));
        Write(KeyPath(folder), next[0]);
        Write(CaPath(folder), next[1]);

        if (next.Count > 2)
        {
            Write(BeforePath(folder), next[2]);
            Write(BetweenPath(folder), next[3]);
        }
        else
        {
            File.Delete(BetweenPath(folder));
        }

        File.Delete(NextPath(folder));
    }

    private static void Write(string path, string pem) => PrivateFile.Write(path, Encoding.ASCII.GetBytes(pem + "\n"));

    private static List<string> PemsOf(string text)
    {
        var pems = new List<string>();

        for (ReadOnlySpan<char> rest = text; PemEncoding.TryFind(rest, out PemFields found); rest = rest[found.Location.End..])
        {
            pems.Add(rest[found.Location].ToString());
        }

        return pems;
    }

    private static X509Certificate2 Read(string path, Func<X509Certificate2> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new StoreRefusedException($"{path} is damaged, or of another CA than the files beside it: put the folder back from a backup");
        }
    }

    private static string CaPath(string folder) => Path.Combine(folder, "ca.pem");

    private static string KeyPath(string folder) => Path.Combine(folder, "ca.key");

    private static string NextPath(string folder) => Path.Combine(folder, "ca-next.pem");

    private static string BeforePath(string folder) => Path.Combine(folder, "ca-before.pem");

    private static string BetweenPath(string folder) => Path.Combine(folder, "ca-between.pem");
}
