using NanoAgent.Board;
using NanoAgent.Boards.Virtual;

namespace NanoAgent.Tests.Virtual;

[TestClass]
public class HandshakeTests
{
    private readonly TemporaryFolder _folder = new();

    [TestCleanup]
    public void Remove() => _folder.Dispose();

    [TestMethod]
    [DataRow(HandshakeProbe.Genuine, Handshake.Completed)]
    [DataRow(HandshakeProbe.WrongCa, Handshake.Refused)]
    [DataRow(HandshakeProbe.WrongHost, Handshake.Refused)]
    public void Good_firmware_refuses_the_wrong_authority_and_the_wrong_host(HandshakeProbe probe, Handshake answer)
    {
        using VirtualBoard board = Board("compliant");

        for (int i = 0; i < board.Endpoints!.Count; i++)
        {
            Assert.AreEqual(answer, board.Endpoints.At(i).Shake(probe), board.Endpoints.At(i).Name);
        }
    }

    [TestMethod]
    [DataRow("wrong-ca-accepted", HandshakeProbe.WrongCa)]
    [DataRow("wrong-host-accepted", HandshakeProbe.WrongHost)]
    [DataRow("weak-tls", HandshakeProbe.WrongCa)]
    [DataRow("weak-tls", HandshakeProbe.WrongHost)]
    public void Careless_firmware_takes_what_it_should_refuse(string persona, HandshakeProbe probe)
    {
        using VirtualBoard board = Board(persona);
        Assert.AreEqual(Handshake.Completed, Product(board).Shake(probe));
    }

    [TestMethod]
    public void A_server_that_hangs_up_is_unreachable_and_not_refused()
    {
        using VirtualBoard board = Board("product-server-down");
        Assert.AreEqual(Handshake.Unreachable, Product(board).Shake(HandshakeProbe.Genuine));
        Assert.AreEqual(Handshake.Unreachable, Product(board).Shake(HandshakeProbe.WrongCa));
    }

    [TestMethod]
    public void Firmware_that_looks_at_dates_refuses_an_anchor_that_expired()
    {
        Persona persona = Persona.Parse("any", """{"about":"x","behaviour":{"endpoints":{"product":{"anchorExpiresInDays":-1}}}}""");
        using VirtualBoard board = VirtualBoard.Start(persona, new VirtualBoardOptions { Folder = _folder.Path });
        Assert.AreEqual(Handshake.Refused, Product(board).Shake(HandshakeProbe.Genuine));
    }

    private static IEndpoint Product(VirtualBoard board) =>
        Enumerable.Range(0, board.Endpoints!.Count).Select(board.Endpoints.At).Single(e => e.Purpose == EndpointPurpose.Product);

    private VirtualBoard Board(string persona) => VirtualBoard.Start(Persona.Of(persona), new VirtualBoardOptions { Folder = _folder.Path });
}
