using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;

namespace NanoAgent.Keeping;

/// <summary>Erases every store it was given, in order; an interrupted erasure goes on at the next start.</summary>
/// <remarks>
/// A file marks an erasure in progress: it is written first and removed last, and each store's part may be done twice. Give it the
/// event log last, so that the log's first entry says that the rest was erased. RAM: about 60 bytes and the array of stores.
/// </remarks>
public sealed class Eraser : IEraser
{
    private readonly IFlash _flash;
    private readonly string _mark;
    private readonly IErasable[] _stores;
    private readonly KeyStore _keys;

    private byte[] _erasedKey;

    /// <summary>Takes the stores.</summary>
    /// <param name="flash">Where the mark of an erasure in progress goes.</param>
    /// <param name="mark">That file's name.</param>
    /// <param name="stores">At most 16, the key store among them.</param>
    /// <param name="keys">The key store, or null when there is none.</param>
    /// <param name="onRealStores">Are these the real stores, or a scratch area of the same kind?</param>
    public Eraser(IFlash flash, string mark, IErasable[] stores, KeyStore keys, bool onRealStores)
    {
        _flash = flash;
        _mark = mark;
        _stores = stores;
        _keys = keys;
        OnRealStores = onRealStores;
    }

    /// <inheritdoc/>
    public Presence Presence => Presence.Present;

    /// <inheritdoc/>
    public int StoreCount => _stores.Length;

    /// <inheritdoc/>
    public bool OnRealStores { get; }

    /// <summary>Was an erasure interrupted? Call <see cref="Resume"/> before anything else reads the stores.</summary>
    public bool IsInterrupted => _flash.Exists(_mark);

    /// <inheritdoc/>
    public Answer DefaultsRestored
    {
        get
        {
            for (int i = 0; i < _stores.Length; i++)
            {
                Answer answer = _stores[i].AtDefaults();

                if (answer != Answer.Yes)
                {
                    return answer;
                }
            }

            return Answer.Yes;
        }
    }

    /// <summary>Are the bytes of the key that was there before the last erasure gone from its files? Unknown when there was none.</summary>
    public Answer IdentityKeyDestroyed
    {
        get
        {
            if (_keys == null || _erasedKey == null)
            {
                return Answer.Unknown;
            }

            return _keys.RawContains(_erasedKey) ? Answer.No : Answer.Yes;
        }
    }

    /// <inheritdoc/>
    public string StoreName(int store) => _stores[store].StoreName;

    /// <inheritdoc/>
    public bool Plant(int store, byte[] marker) => marker != null && marker.Length > 0 && marker.Length <= 32 && _stores[store].Plant(Canary(marker));

    /// <inheritdoc/>
    public Answer Find(int store, byte[] marker)
    {
        bool found = _stores[store].RawContains(marker) || _stores[store].RawContains(Ascii.Bytes(Canary(marker)));
        return found ? Answer.Yes : Answer.No;
    }

    /// <inheritdoc/>
    public bool Erase()
    {
        byte[] mark = [1];
        byte[] key = _keys == null ? null : _keys.KeyOrNull();

        if (key != null)
        {
            _erasedKey = key;
        }

        try
        {
            _flash.Write(_mark, mark, 0, mark.Length);
            _flash.Sync();
            Run();
            return true;
        }
        catch (FlashException)
        {
            return false;
        }
    }

    /// <summary>Goes on with an erasure that was interrupted; nothing happens when there is none.</summary>
    /// <exception cref="FlashException">The medium failed; it is still to be done.</exception>
    public void Resume()
    {
        if (IsInterrupted)
        {
            Run();
        }
    }

    private void Run()
    {
        for (int i = 0; i < _stores.Length; i++)
        {
            _stores[i].Erase();
        }

        _flash.Delete(_mark);
        _flash.Sync();
    }

    /// <summary>The marker as a text that every store takes: itself when it is a-z and 0-9, else its first 16 bytes in hexadecimal.</summary>
    private static string Canary(byte[] marker)
    {
        bool plain = true;

        for (int i = 0; i < marker.Length; i++)
        {
            byte b = marker[i];
            plain &= (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9');
        }

        return plain ? Ascii.Text(marker, 0, marker.Length) : Hex(marker, marker.Length > 16 ? 16 : marker.Length);
    }

    private static string Hex(byte[] bytes, int count)
    {
        const string Digits = "0123456789abcdef";
        char[] text = new char[count * 2];

        for (int i = 0; i < count; i++)
        {
            text[2 * i] = Digits[bytes[i] >> 4];
            text[2 * i + 1] = Digits[bytes[i] & 15];
        }

        return new string(text);
    }
}
