using System.Security.Cryptography;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;
using NanoAgent.Keeping;

namespace NanoAgent.Tests.Virtual;

/// <summary>A board by somebody careless or worse: members that throw, answer slowly, answer nothing, count backwards, or say yes to everything.</summary>
internal sealed class HostileBoard
{
    private readonly MemoryFlash _flash = new(200_000);
    private long _uptime;
    private uint _generation = 1000;
    private int _wrong;

    /// <summary>What opens the probe account now.</summary>
    public string ProbeValue { get; private set; } = "probe-value-1";

    /// <summary>All of it.</summary>
    public IBoard Board() => Scripted.Of<IBoard>(new()
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
        ["ProbeValue"] = _ => ProbeValue,
        ["Guess"] = a => (string)a[0]! == ProbeValue ? Attempt.Accepted : Attempt.Refused,
        ["Change"] = a =>
        {
            ProbeValue = (string)a[1]!;
            return Attempt.Accepted;
        },
    });

    /// <summary>A door on which the first question takes 70 seconds, and that loses its tongue at the third wrong value.</summary>
    private IServices Services()
    {
        IService door = Scripted.Of<IService>(new()
        {
            ["Name"] = _ => "door",
            ["Port"] = _ => 443,
            ["RequiresAuthentication"] = _ => Answer.Unknown,
            ["AskWithout"] = _ =>
            {
                _uptime += 70_000;
                return Attempt.Refused;
            },
            ["AskAsProbe"] = a => (string)a[0]! == ProbeValue ? Attempt.Accepted : ++_wrong == 3 ? Attempt.Unknown : Attempt.Refused,
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
