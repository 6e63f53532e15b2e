using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Board;
using NanoAgent.Keeping;
using NanoAgent.Report;
using NanoAgent.Tests.Shared.Keeping;

namespace NanoAgent.Tests.Fuzz;

/// <summary>A unit's stores as they lie in flash after some use, and the same with one file changed.</summary>
internal static class FlashImage
{
    public const string Password = "correct-horse";
    public const int Capacity = 3;

    private const int Bytes = 256 * 1024;

    private static readonly string[] _names =
        ["log.0", "log.1", "set.a", "set.b", "outbox.a", "outbox.b", "obs0", "obs1", "obs2", "obs3", "vault.a", "vault.b", "key.a", "key.b", "ueid.a", "ueid.b", "boots.a", "boots.b"];

    private static readonly MemoryFlash _used = Use();

    /// <summary>The files whose names begin so, each with its bytes.</summary>
    public static IReadOnlyList<Seed> Files(params string[] prefixes) =>
        [.. _names.Where(name => prefixes.Any(p => name.StartsWith(p, StringComparison.Ordinal)) && _used.Exists(name)).Select(name => new Seed(name, Read(_used, name)))];

    /// <summary>A flash on which that file has those bytes and the others are as they were.</summary>
    public static MemoryFlash With(string file, byte[] bytes)
    {
        var flash = new MemoryFlash(Bytes);

        foreach (string name in _names.Where(_used.Exists))
        {
            byte[] content = name == file ? bytes : Read(_used, name);
            flash.Write(name, content, 0, content.Length);
        }

        flash.Sync();
        return flash;
    }

    /// <summary>A slot file around a payload with a right checksum: what someone writes who can write the flash.</summary>
    public static byte[] Seal(byte[] payload)
    {
        var flash = new MemoryFlash(Bytes);
        new SlotFile(flash, "s", payload.Length).Save(payload, payload.Length);
        byte[] sealed1 = Read(flash, "s.a") is { Length: > 0 } first ? first : Read(flash, "s.b");
        return sealed1;
    }

    /// <summary>The payload of a slot file.</summary>
    public static byte[] PayloadOf(byte[] slot) => slot[12..^Sha256.HashBytes];

    public static EventLog Log(IFlash flash) => new(flash, "log", new TestClock(), 2, 4);

    public static SettingsStore Settings(IFlash flash) => new(flash, "set", new CountingRandom(), ["port", "443"]);

    public static CredentialVault Vault(IFlash flash) => new(flash, "vault", new CountingRandom(), new TestClock(), null, new VaultPolicy(1000, 3, 900));

    public static Observation Observe(Outbox outbox) =>
        new(outbox.NextNumber, outbox.LastHash(), [new Finding("clock", Outcome.Success, Basis.Measured, "holds", null)]) { SoftwareName = "lamp", SoftwareVersion = "1.0.0" };

    private static MemoryFlash Use()
    {
        var flash = new MemoryFlash(Bytes);
        EventLog log = Log(flash);

        for (int i = 0; i < 6; i++)
        {
            log.Log(SecurityEvent.LoginRefused, "user-" + i);
        }

        SettingsStore settings = Settings(flash);
        settings.Put("port", "8443");
        settings.Put("name", "kitchen");
        CredentialVault vault = Vault(flash);
        vault.AddFactory("admin", CredentialKind.Password, Password, CredentialOrigin.FactoryUnique, null);
        vault.AddProbe("probe");
        var outbox = new Outbox(flash, Capacity);

        for (int i = 0; i < 5; i++)
        {
            outbox.Append(Observe(outbox));
        }

        var keys = new KeyStore(flash, new CountingRandom());
        keys.CountBoot();
        keys.PrivateKey();
        keys.Ueid();
        return flash;
    }

    private static byte[] Read(IFlash flash, string name)
    {
        byte[] bytes = new byte[flash.Length(name)];
        flash.Read(name, 0, bytes, 0, bytes.Length);
        return bytes;
    }
}
