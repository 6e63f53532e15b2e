using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.Keeping;

// The log as one of the stores that an erasure has to empty.
public sealed partial class EventLog : IErasable
{
    /// <inheritdoc/>
    public string StoreName => _name;

    /// <summary>Drops every entry and notes that; the count goes on.</summary>
    public void Erase()
    {
        _reopen = true;
        StartSegment();

        for (int i = 0; i < _segments; i++)
        {
            if ((uint)i != _segment % (uint)_segments)
            {
                _flash.Delete(_name + "." + i);
            }
        }

        _flash.Sync();
        _reopen = false;
        Log(SecurityEvent.Erased, "");
    }

    /// <inheritdoc/>
    public Answer AtDefaults()
    {
        int files = 0;

        for (int i = 0; i < _segments; i++)
        {
            files += _flash.Exists(_name + "." + i) ? 1 : 0;
        }

        return files <= 1 && _slots <= 1 ? Answer.Yes : Answer.No;
    }

    /// <inheritdoc/>
    public bool Plant(string canary)
    {
        Log(SecurityEvent.LoginRefused, canary);
        return true;
    }

    /// <inheritdoc/>
    public bool RawContains(byte[] pattern)
    {
        for (int i = 0; i < _segments; i++)
        {
            if (RawSearch.Contains(_flash, _name + "." + i, pattern))
            {
                return true;
            }
        }

        return false;
    }
}
