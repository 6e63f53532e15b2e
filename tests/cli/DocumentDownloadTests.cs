using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using NanoAgent.Tool;

namespace NanoAgent.Tests.Cli;

[TestClass]
public sealed class DocumentDownloadTests
{
    private static readonly Uri Address = new("https://vendor.example/policy");

    [TestMethod]
    [DataRow("8.8.8.8", true)]
    [DataRow("172.32.0.1", true)]
    [DataRow("192.0.3.1", true)]
    [DataRow("2606:4700::1111", true)]
    [DataRow("0.0.0.0", false)]
    [DataRow("10.1.2.3", false)]
    [DataRow("100.64.0.1", false)]
    [DataRow("127.0.0.1", false)]
    [DataRow("169.254.169.254", false)]
    [DataRow("172.16.0.1", false)]
    [DataRow("172.31.255.255", false)]
    [DataRow("192.0.0.1", false)]
    [DataRow("192.0.2.1", false)]
    [DataRow("192.168.1.1", false)]
    [DataRow("198.18.0.1", false)]
    [DataRow("198.51.100.1", false)]
    [DataRow("203.0.113.1", false)]
    [DataRow("224.0.0.1", false)]
    [DataRow("255.255.255.255", false)]
    [DataRow("::", false)]
    [DataRow("::1", false)]
    [DataRow("::ffff:192.168.1.1", false)]
    [DataRow("64:ff9b::7f00:1", false)]
    [DataRow("2001:db8::1", false)]
    [DataRow("2002:7f00:1::", false)]
    [DataRow("fc00::1", false)]
    [DataRow("fe80::1", false)]
    [DataRow("ff02::1", false)]
    public void Only_addresses_of_the_public_internet_are_called(string address, bool called) =>
        Assert.AreEqual(called, DocumentDownload.IsPublic(IPAddress.Parse(address)));

    [TestMethod]
    public async Task A_document_is_fetched_with_its_kind()
    {
        Downloaded copy = await DocumentDownload.FetchAsync(Address, new Answering(HttpStatusCode.OK, "<html>", "text/html"), CancellationToken.None);
        Assert.AreEqual("<html>", Encoding.UTF8.GetString(copy.Bytes));
        Assert.AreEqual(".html", copy.Extension);
    }

    [TestMethod]
    [DataRow(HttpStatusCode.Redirect)]
    [DataRow(HttpStatusCode.NotFound)]
    public async Task Anything_but_the_document_is_a_no(HttpStatusCode status)
    {
        ToolException e = await Assert.ThrowsAsync<ToolException>(() => DocumentDownload.FetchAsync(Address, new Answering(status, "", "text/html"), CancellationToken.None));
        Assert.AreEqual(ExitCode.No, e.ExitCode);
    }

    [TestMethod]
    public async Task A_document_that_is_too_large_is_not_taken()
    {
        var handler = new Answering(HttpStatusCode.OK, new string('x', DocumentDownload.MaxBytes + 1), "text/plain");
        await Assert.ThrowsAsync<ToolException>(() => DocumentDownload.FetchAsync(Address, handler, CancellationToken.None));
    }

    [TestMethod]
    public async Task What_is_not_https_is_not_fetched()
    {
        ToolException e = await Assert.ThrowsAsync<ToolException>(() => DocumentDownload.FetchAsync(new Uri("http://vendor.example/"), new Answering(HttpStatusCode.OK, "", "text/plain"), CancellationToken.None));
        Assert.AreEqual(ExitCode.WrongUse, e.ExitCode);
    }

    [TestMethod]
    [DataRow("https://127.0.0.1/policy")]
    [DataRow("https://localhost/policy")]
    public async Task A_name_that_leads_into_the_private_network_is_not_called(string address)
    {
        ToolException e = await Assert.ThrowsAsync<ToolException>(() => DocumentDownload.FetchAsync(new Uri(address), CancellationToken.None));
        Assert.AreEqual(ExitCode.WrongUse, e.ExitCode, e.Message);
    }

    [TestMethod]
    public async Task A_server_that_points_into_the_private_network_is_not_followed_there()
    {
        using var inner = new TcpListener(IPAddress.Loopback, 0);
        inner.Start();
        using var vendor = new TcpListener(IPAddress.Loopback, 0);
        vendor.Start();
        Task redirect = RedirectOnceAsync(vendor, $"https://127.0.0.1:{((IPEndPoint)inner.LocalEndpoint).Port}/metadata");
        using SocketsHttpHandler handler = DocumentDownload.Handler(_ => true);
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        var address = new Uri($"https://localhost:{((IPEndPoint)vendor.LocalEndpoint).Port}/policy");

        ToolException e = await Assert.ThrowsAsync<ToolException>(() => DocumentDownload.FetchAsync(address, handler, CancellationToken.None));
        await redirect;

        Assert.AreEqual(ExitCode.No, e.ExitCode, e.Message);
        Assert.IsFalse(inner.Pending(), "the server that it points to was called");
    }

    private static async Task RedirectOnceAsync(TcpListener listener, string location)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using TcpClient client = await listener.AcceptTcpClientAsync();
        await using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsServerAsync(certificate);
        byte[] request = new byte[4096];
        await tls.ReadAtLeastAsync(request, 1);
        await tls.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
    }

    private sealed class Answering(HttpStatusCode status, string body, string type) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, type) });
    }
}
