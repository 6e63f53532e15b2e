using System.Text;
using NanoAgent.Attestation.Claims;
using NanoAgent.Board;
using NanoAgent.Keeping;

namespace NanoAgent.Tests.Shared.Keeping;

/// <summary>Every store that holds what an erasure must take, over one flash.</summary>
internal sealed class Stores
{
    private readonly CountingRandom _random = new();
    private IErasable[] _all = [];

    public Stores() => Open();

    public MemoryFlash Flash { get; } = new(65536);

    public KeyStore Keys { get; private set; } = null!;

    public CredentialVault Vault { get; private set; } = null!;

    public Eraser Eraser { get; private set; } = null!;

    public void Fill()
    {
        foreach (IErasable store in _all)
        {
            if (store != Keys)
            {
                Assert.IsTrue(store.Plant("canary7"));
            }
        }

        Keys.PrivateKey();
    }

    /// <summary>As the board does after a reboot: what was interrupted is finished first.</summary>
    public void Restart()
    {
        Open();
        Eraser.Resume();
        Open();
    }

    /// <summary>The eraser reports a failing medium as false; a cut must reach the rehearsal.</summary>
    public bool EraseOrThrow() => Eraser.Erase() ? true : Flash.IsOff ? throw new PowerCutException() : false;

    public bool AnyHolds(byte[] pattern) => _all.Any(store => store.RawContains(pattern));

    public bool AllHold(string canary, byte[] key) =>
        _all.All(store => store == Keys ? store.RawContains(key) : store.RawContains(Encoding.ASCII.GetBytes(canary)));

    private void Open()
    {
        Keys = new KeyStore(Flash, _random);
        Vault = new CredentialVault(Flash, "vault", _random, new TestClock(), null, new VaultPolicy(1000, 3, 900));
        var settings = new SettingsStore(Flash, "set", _random, ["port", "443"]);
        var log = new EventLog(Flash, "log", new TestClock(), 2, 4);
        _all = [settings, Vault, new UserFiles(Flash, ["photo.1", "photo.2"]), Keys, log];
        Eraser = new Eraser(Flash, "erasing", _all, Keys, true);
    }
}
