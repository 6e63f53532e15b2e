using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using NanoAgent.Evidence;

namespace NanoAgent.Bench;

/// <summary>Does the endpoint speak TLS 1.2 or newer only, and who vouches for its certificate?</summary>
public sealed class TransportTest : BenchTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public override string Id => "transport";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Criteria => ["S1.1-12"];

    /// <summary>None: the agent's check asks what the unit accepts as a client, this test what it offers as a server.</summary>
    public override IReadOnlyList<string> Checks => [];

    /// <inheritdoc/>
    public override async Task<(TestOutcome Outcome, string Summary)> RunAsync(BenchSession run)
    {
        ArgumentNullException.ThrowIfNull(run);

        if (run.Target.Uri.Scheme != Uri.UriSchemeHttps)
        {
            DoorAnswer answer = await run.Door.ReadAsync("/", null, run.Cancel).ConfigureAwait(false);
            run.Saw($"GET / in clear: status {answer.Status}");
            return answer.IsSilent ? Inconclusive("the endpoint does not answer") : Fail("the endpoint answers in clear");
        }

        try
        {
            foreach (OldTls version in new[] { OldTls.Tls10, OldTls.Tls11 })
            {
                HelloAnswer answer = await OfferAsync(run, version).ConfigureAwait(false);
                run.Saw($"offered {version} only: {answer}");

                if (answer == HelloAnswer.Accepted)
                {
                    return Fail($"the endpoint speaks {version}");
                }
            }

            return await HandshakeAsync(run).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or IOException or AuthenticationException || (e is OperationCanceledException && !run.Cancel.IsCancellationRequested))
        {
            return Inconclusive("no TLS connection could be made");
        }
    }

    private static async Task<HelloAnswer> OfferAsync(BenchSession run, OldTls version)
    {
        using TcpClient client = await ConnectAsync(run).ConfigureAwait(false);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(run.Cancel);
        patience.CancelAfter(Patience);
        return await OldHello.OfferAsync(client.GetStream(), version, run.Chance, patience.Token).ConfigureAwait(false);
    }

    private static async Task<(TestOutcome, string)> HandshakeAsync(BenchSession run)
    {
        using TcpClient client = await ConnectAsync(run).ConfigureAwait(false);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(run.Cancel);
        patience.CancelAfter(Patience);
        bool vouched = false;
        using var tls = new SslStream(client.GetStream());
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = run.Target.Uri.DnsSafeHost,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            {
                vouched = certificate is not null && IsVouchedFor(run, new X509Certificate2(certificate));
                return true;
            },
        };
        await tls.AuthenticateAsClientAsync(options, patience.Token).ConfigureAwait(false);
        run.Saw($"negotiated {tls.SslProtocol}, {tls.NegotiatedCipherSuite}");
        return run.Target.Authority is not null && !vouched
            ? Fail("the certificate is not by the authority that was expected, or not valid today")
            : Pass($"{tls.SslProtocol} negotiated, older versions refused{(vouched ? ", certificate by the expected authority" : "; no authority was given to check the certificate by")}");
    }

    private static bool IsVouchedFor(BenchSession run, X509Certificate2 certificate)
    {
        run.Saw($"certificate {certificate.Subject}, {certificate.NotBefore.ToUniversalTime():yyyy-MM-dd} to {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}, {certificate.PublicKey.Oid.FriendlyName}, signed with {certificate.SignatureAlgorithm.FriendlyName}");

        if (run.Target.Authority is not X509Certificate2 authority)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = run.Pace.Clock.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        return chain.Build(certificate);
    }

    private static async Task<TcpClient> ConnectAsync(BenchSession run)
    {
        await run.Pace.WaitAsync(run.Cancel).ConfigureAwait(false);
        var client = new TcpClient();

        try
        {
            await client.ConnectAsync(run.Target.Uri.DnsSafeHost, run.Target.Uri.Port, run.Cancel).ConfigureAwait(false);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }
}
