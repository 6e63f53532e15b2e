using NanoAgent.Board;

namespace NanoAgent.Keeping;

/// <summary>A scratch area on the same medium: the same flash with a prefix before every name.</summary>
public sealed class PrefixedFlash : IFlash
{
    private readonly IFlash _flash;
    private readonly string _prefix;

    /// <summary>Takes the flash and the prefix, which counts towards the 24 characters of a name.</summary>
    public PrefixedFlash(IFlash flash, string prefix)
    {
        _flash = flash;
        _prefix = prefix;
    }

    /// <inheritdoc/>
    public int FreeBytes => _flash.FreeBytes;

    /// <inheritdoc/>
    public bool Exists(string name) => _flash.Exists(_prefix + name);

    /// <inheritdoc/>
    public int Length(string name) => _flash.Length(_prefix + name);

    /// <inheritdoc/>
    public int Read(string name, int position, byte[] buffer, int offset, int count) => _flash.Read(_prefix + name, position, buffer, offset, count);

    /// <inheritdoc/>
    public void Write(string name, byte[] data, int offset, int count) => _flash.Write(_prefix + name, data, offset, count);

    /// <inheritdoc/>
    public void Append(string name, byte[] data, int offset, int count) => _flash.Append(_prefix + name, data, offset, count);

    /// <inheritdoc/>
    public void Delete(string name) => _flash.Delete(_prefix + name);

    /// <inheritdoc/>
    public void Sync() => _flash.Sync();
}
