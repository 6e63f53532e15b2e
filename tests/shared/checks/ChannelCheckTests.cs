using NanoAgent.Attestation.Claims;
using NanoAgent.Board;
using NanoAgent.Checks;

namespace NanoAgent.Tests.Shared.Checks;

[TestClass]
public sealed class ChannelCheckTests
{
    private readonly FakeBoard _board = new();

    private FakeEndpoint Server => _board.Endpoints!.Product;

    [TestMethod]
    [DataRow(ChannelKind.Plain, CheckReasons.Plain)]
    [DataRow(ChannelKind.TlsUnverified, CheckReasons.Unverified)]
    public void A_channel_without_verification_fails(object channel, string reason)
    {
        Server.Channel = (ChannelKind)channel;
        Assert.AreEqual($"Fail {reason} Measured", _board.Told(new TransportSecurityCheck()));
    }

    [TestMethod]
    public void An_old_TLS_version_fails()
    {
        Server.Floor = TlsFloor.BelowTls12;
        Assert.AreEqual("Fail old-tls Measured", _board.Told(new TransportSecurityCheck()));
    }

    [TestMethod]
    public void An_expired_anchor_fails_only_by_a_set_clock()
    {
        Server.CaExpiresAt = 1_700_000_000;
        Assert.AreEqual("Fail ca-expired Measured", _board.Told(new TransportSecurityCheck()));
        _board.Clock.IsSet = Answer.No;
        Assert.AreEqual("Success holds Probed", _board.Told(new TransportSecurityCheck()));
    }

    [TestMethod]
    [DataRow(HandshakeProbe.WrongCa, CheckReasons.AcceptsWrongCa)]
    [DataRow(HandshakeProbe.WrongHost, CheckReasons.AcceptsWrongHost)]
    public void A_wrong_server_that_is_accepted_fails(object probe, string reason)
    {
        Server.Answers[(HandshakeProbe)probe] = Handshake.Completed;
        Assert.AreEqual($"Fail {reason} Probed", _board.Told(new TransportSecurityCheck()));
    }

    [TestMethod]
    [DataRow(Handshake.Unreachable, "NotRun unreachable None")]
    [DataRow(Handshake.Refused, "NotRun unreachable None")]
    [DataRow(Handshake.NoMemory, "NotRun out-of-memory None")]
    [DataRow(Handshake.Unknown, "Absent unobservable None")]
    public void Refusals_mean_nothing_where_the_genuine_server_was_not_reached(object control, string told)
    {
        Server.Answers[HandshakeProbe.Genuine] = (Handshake)control;
        Assert.AreEqual(told, _board.Told(new TransportSecurityCheck()));
    }

    [TestMethod]
    public void An_update_endpoint_is_the_update_channels_alone()
    {
        _board.Endpoints!.Updates.Channel = ChannelKind.Plain;
        Assert.AreEqual("Success holds Probed", _board.Told(new TransportSecurityCheck()));
        Assert.AreEqual("Fail plain Measured", _board.Told(new UpdateChannelCheck()));
    }

    [TestMethod]
    public void Without_an_update_endpoint_there_is_nothing_to_check()
    {
        _board.Endpoints!.All.Remove(_board.Endpoints.Updates);
        Assert.AreEqual("Absent nothing-to-check Declared", _board.Told(new UpdateChannelCheck()));
    }
}
