using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Bench;
using NanoAgent.Board;
using NanoAgent.Boards.Virtual;

namespace NanoAgent.Tool;

/// <summary>A virtual board on the bench: its endpoint is asked over the network as a stranger would, its power really goes, its flash is read from the folder.</summary>
internal static class VirtualBench
{
    /// <summary>The password on the label of a virtual unit that was started for the bench.</summary>
    private const string LabelPassword = "bench-label-7391";

    private static readonly byte[] Marker = "benchmark5b1f93a"u8.ToArray();

    private const int HighestUnitPort = 65535;

    /// <summary>A virtual unit that a tester has in hand: its label told, its time that of the bench.</summary>
    /// <param name="persona">What its firmware does.</param>
    /// <param name="folder">Its flash.</param>
    public static VirtualBoard Start(Persona persona, string folder) =>
        VirtualBoard.Start(persona, new VirtualBoardOptions { Folder = folder, LabelPassword = LabelPassword, Clock = new BenchTime() });

    /// <summary>The board as a target. Its erase function has run once when this returns.</summary>
    public static BenchTarget TargetOf(VirtualBoard board)
    {
        (string account, string? password) = board.Label;
        return new BenchTarget
        {
            Uri = board.AdminUri ?? throw ToolException.WrongUse("this persona has no endpoint to test"),
            Account = account,
            Password = password,

            // A port that is forwarded nowhere is closed; the host's other ports are not the unit's.
            Ports = [.. Enumerable.Range(1, HighestUnitPort).Select(board.HostPort).Where(port => port != 0)],
            DeclaredPorts = [board.AdminUri.Port],
            Authority = board.AdminAuthority,
            GenuineImage = board.Update?.Sample(UpdateSample.Genuine),
            ForeignImages = Foreign(board.Update),
            Erasure = Erase(board),
            Power = new Switch(board),
        };
    }

    /// <summary>Whom a record of this board is about.</summary>
    public static BenchSubject SubjectOf(VirtualBoard board, string product, string tester) => new()
    {
        Product = product,
        Firmware = board.Identity.FirmwareVersion,
        Unit = Base64Url.Encode(board.Identity.Ueid),
        Tester = tester,
        IsVirtual = true,
    };

    private static Dictionary<string, byte[]> Foreign(IUpdateMechanism? update)
    {
        (string Name, UpdateSample Kind)[] kinds =
        [
            ("signed for another model", UpdateSample.WrongModel), ("an older version", UpdateSample.Older),
            ("larger than the slot", UpdateSample.Oversized), ("signed by another key", UpdateSample.WrongKey),
        ];
        return kinds.Select(k => (k.Name, Image: update?.Sample(k.Kind))).Where(k => k.Image is not null).ToDictionary(k => k.Name, k => k.Image!);
    }

    private static ErasureReading? Erase(VirtualBoard board)
    {
        if (board.Eraser is not { Presence: Presence.Present, OnRealStores: false } eraser)
        {
            return null;
        }

        for (int store = 0; store < eraser.StoreCount; store++)
        {
            eraser.Plant(store, Marker);
        }

        byte[] before = ReadFlash(board);
        eraser.Erase();
        return new ErasureReading(System.Text.Encoding.ASCII.GetString(Marker), before, ReadFlash(board));
    }

    private static byte[] ReadFlash(VirtualBoard board)
    {
        board.Medium.Sync();
        return [.. Directory.EnumerateFiles(board.Medium.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(File.ReadAllBytes)];
    }

    /// <summary>The virtual board's power.</summary>
    private sealed class Switch(VirtualBoard board) : IPowerSwitch
    {
        public Task<bool> CycleAsync(CancellationToken cancel)
        {
            board.CutPower();
            board.Boot();
            return Task.FromResult(true);
        }
    }
}
