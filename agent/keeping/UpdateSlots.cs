using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;

namespace NanoAgent.Keeping;

/// <summary>The two slots of an <see cref="UpdateGate"/> as they lie in flash, and which of them is to start.</summary>
/// <remarks>
/// Files: name + "0" and name + "1" (manifest and bundle), and a <see cref="SlotFile"/> name + "s": running slot (1), highest version ever activated (4).
/// The target is the slot that does not run; the running one is never written.
/// </remarks>
internal sealed class UpdateSlots
{
    private const int ChunkBytes = 256;
    private const int StateBytes = 5;

    private readonly IFlash _flash;
    private readonly string _name;
    private readonly SlotFile _state;
    private readonly PublicKey _vendor;
    private readonly string _model;

    public UpdateSlots(IFlash flash, string name, PublicKey vendor, string model)
    {
        _flash = flash;
        _name = name;
        _state = new SlotFile(flash, name + "s", StateBytes);
        _vendor = vendor;
        _model = model;
    }

    /// <summary>0 or 1, or -1 when nothing was ever activated.</summary>
    public int Running
    {
        get
        {
            byte[] state = _state.Load();
            return state == null ? -1 : state[0];
        }
    }

    /// <summary>0 when nothing was ever activated.</summary>
    public uint HighestVersion
    {
        get
        {
            byte[] state = _state.Load();
            return state == null ? 0 : BigEndian.Get32(state, 1);
        }
    }

    private int Target => Running == 0 ? 1 : 0;

    /// <summary>Begins the target with a manifest.</summary>
    public void Begin(byte[] manifest) => _flash.Write(FileOf(Target), manifest, 0, manifest.Length);

    /// <summary>Goes on with the target.</summary>
    public void Append(byte[] data, int offset, int count) => _flash.Append(FileOf(Target), data, offset, count);

    /// <summary>Ends the target. Is it whole as it lies there?</summary>
    public bool EndsWhole()
    {
        _flash.Sync();
        return IsWhole(Target);
    }

    /// <summary>Makes the target the running slot, by one atomic record.</summary>
    public void Activate(uint version)
    {
        byte[] state = new byte[StateBytes];
        state[0] = (byte)Target;
        BigEndian.Put32(state, 1, version);
        _state.Save(state, state.Length);
    }

    /// <summary>Has the slot a manifest that the vendor signed for this model, and the bundle that it names?</summary>
    public bool IsWhole(int slot)
    {
        byte[] first = new byte[UpdateManifest.Bytes];
        int read = _flash.Read(FileOf(slot), 0, first, 0, first.Length);

        return UpdateManifest.TryParse(first, read, out UpdateManifest manifest)
            && manifest.IsSignedBy(_vendor)
            && manifest.Model == _model
            && (uint)_flash.Length(FileOf(slot)) == UpdateManifest.Bytes + manifest.Length
            && Bytes.Equal(DigestOf(slot), manifest.Digest());
    }

    /// <summary>SHA-256 of a slot's bundle, without its manifest.</summary>
    public byte[] DigestOf(int slot)
    {
        var hash = new Sha256();
        byte[] chunk = new byte[ChunkBytes];
        byte[] digest = new byte[Sha256.HashBytes];
        int position = UpdateManifest.Bytes;
        int read = _flash.Read(FileOf(slot), position, chunk, 0, chunk.Length);

        while (read > 0)
        {
            hash.Append(chunk, 0, read);
            position += read;
            read = _flash.Read(FileOf(slot), position, chunk, 0, chunk.Length);
        }

        hash.Finish(digest, 0);
        return digest;
    }

    private string FileOf(int slot) => _name + slot;
}
