using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.Checks;

/// <summary>The question that two checks ask of their endpoints: is the server verified, live and by the settings?</summary>
internal sealed class ChannelQuestion
{
    private const string Order =
        CheckReasons.Plain + "," + CheckReasons.Unverified + "," + CheckReasons.OldTls + "," + CheckReasons.CaExpired
        + "," + CheckReasons.AcceptsWrongCa + "," + CheckReasons.AcceptsWrongHost;

    private const int NoFloor = 99;

    private readonly string _check;
    private readonly IClock _clock;
    private readonly Tally _tally;

    private int _asked;
    private int _undated;
    private int _floor = NoFloor;

    public ChannelQuestion(string check, IClock clock)
    {
        _check = check;
        _clock = clock;
        _tally = new Tally(check, Order);
    }

    /// <summary>Asks all endpoints that are for updates, or all others.</summary>
    public Finding Ask(IEndpoints endpoints, bool updates)
    {
        for (int i = 0; i < endpoints.Count; i++)
        {
            IEndpoint endpoint = endpoints.At(i);

            if (endpoint.Purpose == EndpointPurpose.Update == updates)
            {
                _asked++;
                Ask(endpoint);
            }
        }

        if (_asked == 0)
        {
            return Answers.NothingToCheck(_check, null);
        }

        _tally.Facts.Add("endpoints", _asked);
        _tally.Facts.Add("ca-expiry-unknown", _undated);

        if (_floor != NoFloor)
        {
            _tally.Facts.Add("tls-floor", _floor);
        }

        return _tally.Finish(Basis.Probed, Reasons.Holds);
    }

    private void Ask(IEndpoint endpoint)
    {
        if (endpoint.Channel == ChannelKind.Plain)
        {
            _tally.Bad(CheckReasons.Plain, Basis.Measured, endpoint.Name);
            return;
        }

        JudgeFloor(endpoint);
        JudgeExpiry(endpoint);

        // A server that the settings do not verify accepts any other: a probe would show no more.
        if (endpoint.Channel == ChannelKind.TlsUnverified)
        {
            _tally.Bad(CheckReasons.Unverified, Basis.Measured, endpoint.Name);
        }
        else
        {
            Probe(endpoint);
        }
    }

    private void JudgeFloor(IEndpoint endpoint)
    {
        // As the fact shows it: 12 is TLS 1.2, 0 is not known.
        int floor = endpoint.Floor == TlsFloor.Unknown ? 0 : (int)endpoint.Floor + 10;
        _floor = floor < _floor ? floor : _floor;

        if (endpoint.Floor == TlsFloor.BelowTls12)
        {
            _tally.Bad(CheckReasons.OldTls, Basis.Measured, endpoint.Name);
        }
        else if (endpoint.Floor == TlsFloor.Unknown)
        {
            _tally.Unknown();
        }
    }

    /// <summary>An unknown date does not spoil the answer: the genuine handshake below shows that the certificate is taken today.</summary>
    private void JudgeExpiry(IEndpoint endpoint)
    {
        if (endpoint.CaExpiresAt == 0 || _clock.IsSet != Answer.Yes)
        {
            _undated++;
        }
        else if (endpoint.CaExpiresAt <= _clock.UtcSeconds)
        {
            _tally.Bad(CheckReasons.CaExpired, Basis.Measured, endpoint.Name);
        }
    }

    private void Probe(IEndpoint endpoint)
    {
        Handshake control = endpoint.Shake(HandshakeProbe.Genuine);

        if (control != Handshake.Completed)
        {
            Missed(control == Handshake.Refused ? Handshake.Unreachable : control);
            return;
        }

        MustRefuse(endpoint, HandshakeProbe.WrongCa, CheckReasons.AcceptsWrongCa);
        MustRefuse(endpoint, HandshakeProbe.WrongHost, CheckReasons.AcceptsWrongHost);
    }

    private void MustRefuse(IEndpoint endpoint, HandshakeProbe probe, string reason)
    {
        Handshake handshake = endpoint.Shake(probe);

        if (handshake == Handshake.Completed)
        {
            _tally.Bad(reason, Basis.Probed, endpoint.Name);
        }
        else if (handshake != Handshake.Refused)
        {
            Missed(handshake);
        }
    }

    private void Missed(Handshake handshake)
    {
        if (handshake == Handshake.Unknown)
        {
            _tally.Unknown();
        }
        else
        {
            _tally.Missed(handshake == Handshake.NoMemory ? Reasons.OutOfMemory : Reasons.Unreachable);
        }
    }
}
