using NanoAgent.Boards.Virtual;

namespace NanoAgent.Tests.Virtual;

[TestClass]
public class BoardContractTests
{
    public static IEnumerable<object[]> Personas => Persona.Names.Select(n => new object[] { n });

    [TestMethod]
    [DynamicData(nameof(Personas))]
    public void The_virtual_board_meets_the_contract_whatever_its_firmware_does(string persona)
    {
        if (persona == "crashing-driver")
        {
            // Its whole point is a part that breaks the contract.
            return;
        }

        using var folder = new TemporaryFolder();
        using VirtualBoard board = VirtualBoard.Start(Persona.Of(persona), new VirtualBoardOptions { Folder = folder.Path, Clock = new ManualTime() });
        Meets(BoardContract.Violations(board));
        board.Reboot();
        Meets(BoardContract.Violations(board));
    }

    [TestMethod]
    public void A_board_written_by_someone_else_meets_the_contract() => Meets(BoardContract.Violations(new MinimalBoard()));

    [TestMethod]
    public void A_board_that_hands_out_the_owners_value_breaks_the_contract() =>
        CollectionAssert.Contains(
            BoardContract.Violations(new MinimalBoard { LeaksOwner = true }).ToArray(),
            "the probe account's value, and no other's, is handed out");

    private static void Meets(IReadOnlyList<string> violations) => Assert.IsEmpty(violations, string.Join("; ", violations));
}
