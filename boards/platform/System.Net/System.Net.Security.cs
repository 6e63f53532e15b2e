using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace System.Net.Security;

public static class CertificateManager
{
    public static bool AddCaCertificateBundle(X509Certificate[] ca) => throw null;
    public static bool AddCaCertificateBundle(string ca) => throw null;
    public static bool AddCaCertificateBundle(byte[] ca) => throw null;
}

public enum SslProtocols
{
    None = 0,
    Tls = 192,
    Tls11 = 768,
    Tls12 = 3072,
    Tls13 = 12288,
}

public class SslStream : NetworkStream
{
    public SslVerification SslVerification { get => throw null; set => throw null; }
    public bool UseStoredDeviceCertificate { get => throw null; set => throw null; }
    public bool IsServer => throw null;
    public override long Length => throw null;
    public override bool DataAvailable => throw null;
    public SslStream(Socket socket) : base(default(Socket)) => throw null;
    public void AuthenticateAsClient(string targetHost, SslProtocols enabledSslProtocols) => throw null;
    public void AuthenticateAsClient(string targetHost, X509Certificate clientCertificate, SslProtocols enabledSslProtocols) => throw null;
    public void AuthenticateAsClient(string targetHost, X509Certificate clientCertificate, X509Certificate ca, SslProtocols enabledSslProtocols) => throw null;
    public void AuthenticateAsServer(X509Certificate serverCertificate, SslProtocols enabledSslProtocols) => throw null;
    public void AuthenticateAsServer(X509Certificate serverCertificate, bool clientCertificateRequired, SslProtocols enabledSslProtocols) => throw null;
    protected override void Dispose(bool disposing) => throw null;
    public override int Read(byte[] buffer, int offset, int size) => throw null;
    public override void Write(byte[] buffer, int offset, int size) => throw null;
}

public enum SslVerification
{
    NoVerification = 1,
    VerifyPeer = 2,
    CertificateRequired = 4,
    VerifyClientOnce = 8,
}
