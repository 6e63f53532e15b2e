using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;

namespace NanoAgent.Keeping;

/// <summary>Files of the user's, known by name, that an erasure removes.</summary>
public sealed class UserFiles : IErasable
{
    private readonly IFlash _flash;
    private readonly string[] _names;

    /// <summary>Takes the names; the first one also takes the canary.</summary>
    public UserFiles(IFlash flash, string[] names)
    {
        _flash = flash;
        _names = names;
    }

    /// <inheritdoc/>
    public string StoreName => "user-files";

    /// <inheritdoc/>
    public void Erase()
    {
        for (int i = 0; i < _names.Length; i++)
        {
            int length = _flash.Length(_names[i]);

            // Overwritten first: on a medium that writes in place, a deleted file's bytes stay otherwise.
            if (length > 0)
            {
                _flash.Write(_names[i], new byte[length], 0, length);
                _flash.Sync();
            }

            _flash.Delete(_names[i]);
        }

        _flash.Sync();
    }

    /// <inheritdoc/>
    public Answer AtDefaults()
    {
        for (int i = 0; i < _names.Length; i++)
        {
            if (_flash.Exists(_names[i]))
            {
                return Answer.No;
            }
        }

        return Answer.Yes;
    }

    /// <inheritdoc/>
    public bool Plant(string canary)
    {
        if (_names.Length == 0)
        {
            return false;
        }

        byte[] bytes = Ascii.Bytes(canary);
        _flash.Append(_names[0], bytes, 0, bytes.Length);
        _flash.Sync();
        return true;
    }

    /// <inheritdoc/>
    public bool RawContains(byte[] pattern)
    {
        for (int i = 0; i < _names.Length; i++)
        {
            if (RawSearch.Contains(_flash, _names[i], pattern))
            {
                return true;
            }
        }

        return false;
    }
}
