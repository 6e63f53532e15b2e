using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.Boards.Virtual.Parts;

/// <summary>
/// An erase function such as a vendor writes himself, adapted to the contract: a scratch area with a file for each store, wiped
/// by the code that wipes the real ones. The persona says what it forgets.
/// </summary>
internal sealed class VendorEraser : IEraser
{
    private const string KeyFile = "scratch.key";
    private const string ModeFile = "scratch.mode";

    private static readonly string[] s_stores = ["settings", "credentials", "event-log", "user-files"];

    private readonly EraserBehaviour _behaviour;
    private readonly IFlash _flash;

    /// <summary>Opens the scratch area.</summary>
    public VendorEraser(EraserBehaviour behaviour, IFlash flash)
    {
        _behaviour = behaviour;
        _flash = flash;
    }

    /// <inheritdoc/>
    public Presence Presence => _behaviour.Presence;

    /// <inheritdoc/>
    public int StoreCount => s_stores.Length;

    /// <inheritdoc/>
    public bool OnRealStores => _behaviour.OnRealStores;

    /// <inheritdoc/>
    public Answer DefaultsRestored => _flash.Exists(ModeFile) ? Answer.No : Answer.Yes;

    /// <inheritdoc/>
    public Answer IdentityKeyDestroyed => _flash.Exists(KeyFile) ? Answer.No : Answer.Yes;

    /// <inheritdoc/>
    public string StoreName(int store) => s_stores[store];

    /// <inheritdoc/>
    public bool Plant(int store, byte[] marker)
    {
        Write(File(store), marker);
        Write(KeyFile, [1, 2, 3, 4]);
        Write(ModeFile, "set up by the user"u8.ToArray());
        return true;
    }

    /// <inheritdoc/>
    public Answer Find(int store, byte[] marker)
    {
        byte[] raw = new byte[_flash.Length(File(store))];
        int read = _flash.Read(File(store), 0, raw, 0, raw.Length);
        return raw.AsSpan(0, read).IndexOf(marker) >= 0 ? Answer.Yes : Answer.No;
    }

    /// <inheritdoc/>
    public bool Erase()
    {
        for (int i = 0; i < s_stores.Length; i++)
        {
            if (!_behaviour.Leaves.Contains(s_stores[i]))
            {
                Wipe(File(i));
            }
        }

        if (!_behaviour.KeepsKey)
        {
            Wipe(KeyFile);
        }

        if (!_behaviour.KeepsSettings)
        {
            Wipe(ModeFile);
        }

        return !_behaviour.Fails;
    }

    private static string File(int store) => "scratch." + s_stores[store].Replace("-", ".", StringComparison.Ordinal);

    private void Wipe(string file)
    {
        Write(file, new byte[_flash.Length(file)]);
        _flash.Delete(file);
        _flash.Sync();
    }

    private void Write(string file, byte[] data)
    {
        _flash.Write(file, data, 0, data.Length);
        _flash.Sync();
    }
}
