using System.Security.Cryptography;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;
using NanoAgent.Checks;
using NanoAgent.Keeping;
using NanoAgent.Report;
using NanoAgent.Tests.Shared.Report;

namespace NanoAgent.Tests.Virtual;

/// <summary>
/// A board by somebody careless or worse: members that throw, answer slowly, answer nothing, count backwards, or say yes to
/// everything. What each check must make of it is read off agent/DESIGN.md, "Outcome and reason of every check".
/// </summary>
[TestClass]
public class HostileBoardTests
{
    private readonly MemoryFlash _flash = new(200_000);
    private readonly FakeCollector _collector = new();
    private readonly TokenSigner _signer = new SoftwareSigner(SHA256.HashData("hostile"u8), KeyProtection.Unknown, null!);
    private string _probeValue = "probe-value-1";
    private long _uptime;
    private uint _generation = 1000;
    private int _wrong;

    public static IEnumerable<object[]> Table =>
    [
        // an answer is unknown
        [CheckIds.Identity, Outcome.Absent, Reasons.Unobservable, Basis.None],
        [CheckIds.Clock, Outcome.Absent, Reasons.Unobservable, Basis.None],
        [CheckIds.CredentialsUnique, Outcome.Absent, Reasons.Unobservable, Basis.None],
        [CheckIds.BruteForce, Outcome.Absent, Reasons.Unobservable, Basis.None],
        [CheckIds.UpdateChannel, Outcome.Absent, Reasons.Unobservable, Basis.None],
        [CheckIds.Interfaces, Outcome.Absent, Reasons.Unobservable, Basis.None],
        [CheckIds.SecureBoot, Outcome.Absent, Reasons.Unobservable, Basis.None],
        [CheckIds.FlashEncryption, Outcome.Absent, Reasons.Unobservable, Basis.None],
        [CheckIds.SupportPeriod, Outcome.Absent, Reasons.Unobservable, Basis.None],

        // something is known to be bad, whatever else is unknown or does not answer
        [CheckIds.SoftwareInventory, Outcome.Fail, "no-version", Basis.Measured],
        [CheckIds.DefaultCredentials, Outcome.Fail, "known-default", Basis.Probed],
        [CheckIds.CredentialChange, Outcome.Fail, "not-counted", Basis.Probed],
        [CheckIds.UpdateVerification, Outcome.Fail, "accepts-wrong-key", Basis.Probed],
        [CheckIds.OutageRecovery, Outcome.Fail, "torn", Basis.Probed],
        [CheckIds.EventLog, Outcome.Fail, "not-counted", Basis.Probed],
        [CheckIds.Erasure, Outcome.Fail, "left-readable", Basis.Probed],

        // the check could not be run to its end
        [CheckIds.Randomness, Outcome.NotRun, Reasons.Threw, Basis.None],
        [CheckIds.StorageProtection, Outcome.NotRun, Reasons.Threw, Basis.None],
        [CheckIds.DebugInterface, Outcome.NotRun, Reasons.Threw, Basis.None],
        [CheckIds.AccessControl, Outcome.NotRun, Reasons.OutOfTime, Basis.None],
        [CheckIds.TransportSecurity, Outcome.NotRun, Reasons.OutOfMemory, Basis.None],

        // and what is good among all that
        [CheckIds.UpdateMechanism, Outcome.Success, Reasons.Holds, Basis.Probed],
        [CheckIds.AntiRollback, Outcome.Success, Reasons.Holds, Basis.Measured],
    ];

    [TestMethod]
    [DynamicData(nameof(Table))]
    public void A_hostile_board_is_judged_by_the_rules_of_the_table(string check, Outcome outcome, string reason, Basis basis)
    {
        Finding finding = RunCycle().Single(f => f.Check == check);
        Assert.AreEqual((outcome, reason, basis), (finding.Outcome, finding.Reason, finding.Basis));
    }

    [TestMethod]
    public void The_table_has_every_check() =>
        CollectionAssert.AreEquivalent(AllChecks.Create(null).Select(c => c.Id).ToArray(), Table.Select(row => (string)row[0]).ToArray());

    [TestMethod]
    public void Its_report_arrives_all_the_same_and_the_probe_account_has_its_value_again()
    {
        RunCycle();
        Assert.HasCount(1, _collector.Reports);
        Assert.AreEqual("probe-value-1", _probeValue);
    }

    private Finding[] RunCycle()
    {
        IBoard board = Board();
        var store = new SettingsStore(_flash, "agent", board.Random, []);
        var outbox = new Outbox(_flash, 4);
        var client = new ReportClient(board, _signer, _collector, outbox, store);
        var agent = new Agent(board, AllChecks.Create(null), new CheckContext(board, new AgentMemory(store), _signer, null, null), outbox, client, new Policy(), null);
        var found = new LastFindings();
        agent.Listener = found;
        Assert.AreEqual(DeliveryOutcome.Delivered, agent.RunCycle());
        return found.Last;
    }

    private sealed class LastFindings : IFindingsListener
    {
        public Finding[] Last { get; private set; } = [];

        public void Found(Finding[] findings) => Last = findings;
    }

    private IBoard Board() => Scripted.Of<IBoard>(new()
    {
        ["Identity"] = _ => Identity(),
        ["Clock"] = _ => Clock(),
        ["Random"] = _ => new HostChance(),
        ["Flash"] = _ => _flash,
        ["Entropy"] = _ => Scripted.Of<IEntropy>(new() { ["Presence"] = _ => Presence.Present }),
        ["Credentials"] = _ => Credentials(),
        ["Services"] = _ => Services(),
        ["Update"] = _ => Update(),
        ["Endpoints"] = _ => Endpoints(),
        ["Storage"] = _ => Scripted.Of<IStorage>(new() { ["Presence"] = _ => Presence.Present, ["Count"] = _ => 1, ["At"] = _ => null }),
        ["Interfaces"] = _ => Interfaces(),
        ["Debug"] = _ => Scripted.Of<IDebugPort>([]),
        ["Settings"] = _ => Settings(),
        ["Eraser"] = _ => Eraser(),
        ["EventLog"] = _ => Log(),
        ["Software"] = _ => Software(),
        ["Native"] = _ => Native(),
        ["Support"] = _ => Scripted.Of<ISupport>(new() { ["Presence"] = _ => Presence.Present, ["EndsAt"] = _ => 4_000_000_000L }),
    });

    private static IIdentity Identity() => Scripted.Of<IIdentity>(new()
    {
        ["Ueid"] = _ => (byte[])[1, .. SHA256.HashData("hostile"u8)[..16]],
        ["Model"] = _ => "X",
        ["FirmwareName"] = _ => "x",
        ["FirmwareVersion"] = _ => "0",
        ["IsVirtual"] = _ => true,
        ["KeyProtection"] = _ => KeyProtection.Unknown,
        ["BootCount"] = _ => 0u,
        ["DerivedFromPublicData"] = _ => Answer.Unknown,
    });

    private IClock Clock() => Scripted.Of<IClock>(new()
    {
        ["UtcSeconds"] = _ => long.MaxValue,
        ["UptimeMs"] = _ => _uptime,
        ["IsSet"] = _ => Answer.Unknown,
        ["SourceAuthenticated"] = _ => Answer.Unknown,
    });

    private ICredentials Credentials()
    {
        ICredential[] all =
        [
            Credential("owner", CredentialOrigin.UserSet, Answer.Yes, value => value == "changeme" ? Attempt.Accepted : Attempt.Refused),
            Credential("installer", CredentialOrigin.Unknown, Answer.Unknown, _ => Attempt.Unreachable),
            Probe(),
        ];
        return Scripted.Of<ICredentials>(new() { ["Presence"] = _ => Presence.Present, ["Count"] = _ => all.Length, ["At"] = a => all[(int)a[0]!] });
    }

    private static ICredential Credential(string name, CredentialOrigin origin, Answer canChange, Func<string, Attempt> guess) => Scripted.Of<ICredential>(new()
    {
        ["Name"] = _ => name,
        ["Kind"] = _ => CredentialKind.Unknown,
        ["Origin"] = _ => origin,
        ["IsProbeAccount"] = _ => false,
        ["CanChange"] = _ => canChange,
        ["Generation"] = _ => 0u,
        ["Guess"] = a => guess((string)a[0]!),
    });

    /// <summary>Changes as it is told, and counts backwards while it does.</summary>
    private ICredential Probe() => Scripted.Of<ICredential>(new()
    {
        ["Name"] = _ => "probe",
        ["Kind"] = _ => CredentialKind.Password,
        ["Origin"] = _ => CredentialOrigin.FactoryUnique,
        ["IsProbeAccount"] = _ => true,
        ["Generation"] = _ => _generation--,
        ["ProbeValue"] = _ => _probeValue,
        ["Guess"] = a => (string)a[0]! == _probeValue ? Attempt.Accepted : Attempt.Refused,
        ["Change"] = a =>
        {
            _probeValue = (string)a[1]!;
            return Attempt.Accepted;
        },
    });

    /// <summary>A door on which the first question takes 70 seconds, and that loses its tongue at the third wrong value.</summary>
    private IServices Services()
    {
        IService door = Scripted.Of<IService>(new()
        {
            ["Name"] = _ => "door",
            ["RequiresAuthentication"] = _ => Answer.Unknown,
            ["AskWithout"] = _ =>
            {
                _uptime += 70_000;
                return Attempt.Refused;
            },
            ["AskAsProbe"] = a => (string)a[0]! == _probeValue ? Attempt.Accepted : ++_wrong == 3 ? Attempt.Unknown : Attempt.Refused,
            ["ForgiveProbe"] = _ =>
            {
                _wrong = 0;
                return false;
            },
        });
        return Scripted.Of<IServices>(new() { ["Presence"] = _ => Presence.Present, ["Count"] = _ => 1, ["At"] = _ => door });
    }

    /// <summary>One image for every sample, and a gate that takes whatever has its length.</summary>
    private static IUpdateMechanism Update() => Scripted.Of<IUpdateMechanism>(new()
    {
        ["Presence"] = _ => Presence.Present,
        ["Sample"] = _ => new byte[99],
        ["Rehearse"] = a => (int)a[1]! == 99 ? UpdateVerdict.Accepted : UpdateVerdict.Unknown,
        ["RunningDigest"] = _ => null,
        ["KeepsPrevious"] = _ => Answer.Yes,
        ["CoversFirmware"] = _ => Answer.Unknown,
        ["LooksForUpdates"] = _ => Answer.Unknown,
    });

    private static IEndpoints Endpoints()
    {
        IEndpoint Make(EndpointPurpose purpose, Func<HandshakeProbe, Handshake> shake) => Scripted.Of<IEndpoint>(new()
        {
            ["Name"] = _ => "server",
            ["Purpose"] = _ => purpose,
            ["Channel"] = _ => ChannelKind.Unknown,
            ["Floor"] = _ => TlsFloor.Tls12,
            ["CaExpiresAt"] = _ => -5L,
            ["Shake"] = a => shake((HandshakeProbe)a[0]!),
        });
        IEndpoint[] all =
        [
            Make(EndpointPurpose.Unknown, probe => probe == HandshakeProbe.Genuine ? Handshake.Completed : probe == HandshakeProbe.WrongCa ? Handshake.Refused : Handshake.NoMemory),
            Make(EndpointPurpose.Update, _ => Handshake.Unknown),
        ];
        return Scripted.Of<IEndpoints>(new() { ["Presence"] = _ => Presence.Present, ["Count"] = _ => 2, ["At"] = a => all[(int)a[0]!] });
    }

    private static IInterfaces Interfaces() => Scripted.Of<IInterfaces>(new()
    {
        ["Presence"] = _ => Presence.Present,
        ["PortsToTry"] = _ => Array.Empty<int>(),
        ["DeclaredPorts"] = _ => Array.Empty<int>(),
        ["SoftApOn"] = _ => Answer.No,
        ["SoftApDeclared"] = _ => false,
        ["SmartConfigOn"] = _ => Answer.No,
        ["BluetoothOn"] = _ => Answer.No,
        ["BluetoothDeclared"] = _ => false,
    });

    /// <summary>Opens over any flash, and keeps everything in memory.</summary>
    private static ISettings Settings() => Scripted.Of<ISettings>(new()
    {
        ["Presence"] = _ => Presence.Present,
        ["Digest"] = _ => null,
        ["OpenOver"] = _ =>
        {
            var values = new Dictionary<string, string>();
            return Scripted.Of<ISettingsRehearsal>(new()
            {
                ["Put"] = a => values[(string)a[0]!] = (string)a[1]!,
                ["Get"] = a => values.GetValueOrDefault((string)a[0]!),
            });
        },
    });

    private static IEraser Eraser() => Scripted.Of<IEraser>(new()
    {
        ["Presence"] = _ => Presence.Present,
        ["OnRealStores"] = _ => false,
        ["StoreCount"] = _ => 1,
        ["StoreName"] = _ => "everything",
        ["Plant"] = _ => true,
        ["Find"] = _ => Answer.Yes,
        ["Erase"] = _ => true,
        ["DefaultsRestored"] = _ => Answer.Unknown,
        ["IdentityKeyDestroyed"] = _ => Answer.Unknown,
    });

    /// <summary>Says yes to everything, counts nothing, and has a head of 20 bytes that no token can carry.</summary>
    private static IEventLog Log() => Scripted.Of<IEventLog>(new()
    {
        ["Presence"] = _ => Presence.Present,
        ["Count"] = _ => 7u,
        ["Head"] = _ => new byte[20],
        ["Provoke"] = _ => true,
        ["Contains"] = _ => Answer.Yes,
        ["ChainIntact"] = _ => Answer.Yes,
        ["NewestIsTimed"] = _ => Answer.Yes,
        ["BoundBytes"] = _ => -1,
    });

    private static ISoftware Software() => Scripted.Of<ISoftware>(new()
    {
        ["Presence"] = _ => Presence.Present,
        ["Count"] = _ => 2,
        ["NameAt"] = a => (int)a[0]! == 0 ? "core" : null,
        ["VersionAt"] = a => (int)a[0]! == 0 ? "1.0" : null,
        ["DigestAt"] = _ => null,
    });

    private static INativeFacts Native() => Scripted.Of<INativeFacts>(new()
    {
        ["Presence"] = _ => Presence.Present,
        ["SecureBootEnabled"] = _ => Answer.Unknown,
        ["FlashEncryptionEnabled"] = _ => Answer.Yes,
        ["FlashEncryptionReleaseMode"] = _ => Answer.Unknown,
        ["AntiRollbackEnabled"] = _ => Answer.Yes,
        ["SecureVersion"] = _ => -1,
    });

    private sealed class HostChance : IRandomSource
    {
        public void Fill(byte[] buffer) => RandomNumberGenerator.Fill(buffer);
    }
}
