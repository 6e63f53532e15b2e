using System.Net.Security;
using System.Security.Authentication;
using NanoAgent.Collector.Log;
using NanoAgent.Collector.Storage;
using NanoAgent.Collector.Watching;

namespace NanoAgent.Collector.Keys;

/// <summary>The server's certificate while the collector runs: looked at once an hour, and made anew when it is about to expire. Who connects from then on is shown the new one.</summary>
/// <remarks>What is made here is what a start would make: the same CA, so that no unit's pin is touched, and the same certificates beside it.</remarks>
public sealed class ServedCertificate : IDisposable
{
    private static readonly TimeSpan _lookEvery = TimeSpan.FromHours(1);

    private readonly CollectorServices _collector;
    private readonly ITimer _timer;
    private volatile Shown _shown;

    /// <summary>Opens it, and begins to look after it.</summary>
    /// <exception cref="StoreUnavailableException">The database does not answer.</exception>
    /// <exception cref="StoreRefusedException">A file is damaged, the clock is before the CA's time, or the database knows another CA.</exception>
    public ServedCertificate(CollectorServices collector)
    {
        ArgumentNullException.ThrowIfNull(collector);
        _collector = collector;
        _shown = Open(collector.Options);
        _timer = collector.Options.Clock.CreateTimer(_ => Look(), null, _lookEvery, _lookEvery);
    }

    /// <summary>What is shown now.</summary>
    public ServerCertificate Now => _shown.Certificate;

    /// <summary>What a connection that begins now is shown, and how.</summary>
    internal SslServerAuthenticationOptions Handshake() => new()
    {
        // Not what the operating system happens to allow (RFC 8996).
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        ServerCertificateContext = _shown.Chain,
    };

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private Shown Open(CollectorOptions options)
    {
        ServerCertificate certificate = _collector.Store.WriteNow((session, log) =>
        {
            ServerCertificate opened = SharedKeys.OpenCertificate(session, options, out string? adopted);

            if (adopted is not null)
            {
                Acts.RecordAdoption(_collector, session, log, _collector.Id, _collector.Keys, "pin-adopted", adopted);
            }

            return opened;
        });
        return new Shown(certificate, SslStreamCertificateContext.Create(certificate.Server, certificate.Between));
    }

    // On a timer's thread an exception would end the collector. What failed is tried again in an hour, for as long as the present certificate is good and beyond.
    private void Look()
    {
        if (!Now.IsDue(_collector.Options.Clock.GetUtcNow()))
        {
            return;
        }

        try
        {
            // What was adopted was so at the start.
            _shown = Open(_collector.Options with { AdoptsKeys = null });
            _collector.EventLog.Renewed(Now.Server.NotAfter.ToUniversalTime());
        }
        catch (Exception fault)
        {
            _collector.EventLog.Unrenewed(Now.Server.NotAfter.ToUniversalTime(), fault.Message);
        }
    }

    private sealed record Shown(ServerCertificate Certificate, SslStreamCertificateContext Chain);
}
