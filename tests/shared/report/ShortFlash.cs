using NanoAgent.Board;

namespace NanoAgent.Tests.Shared.Report;

/// <summary>A flash whose calls run out of memory when told to: .NET cannot fail an allocation of its own, so the seam does.</summary>
internal sealed class ShortFlash(IFlash flash) : IFlash
{
    private int _until;
    private int _failures;
    private string _files = "";

    /// <summary>Did a planned failure come?</summary>
    public bool HasFailed { get; private set; }

    public int FreeBytes => flash.FreeBytes;

    /// <summary>Plans failures.</summary>
    /// <param name="call">The first call that fails, 1 for the next.</param>
    /// <param name="failures">How many calls fail in a row.</param>
    /// <param name="files">How the names of the files begin whose calls count.</param>
    public void FailAt(int call, int failures, string files = "")
    {
        _files = files;
        HasFailed = false;
        _until = call;
        _failures = failures;
    }

    public bool Exists(string name) => Called(name).Exists(name);

    public int Length(string name) => Called(name).Length(name);

    public int Read(string name, int position, byte[] buffer, int offset, int count) => Called(name).Read(name, position, buffer, offset, count);

    public void Write(string name, byte[] data, int offset, int count) => Called(name).Write(name, data, offset, count);

    public void Append(string name, byte[] data, int offset, int count) => Called(name).Append(name, data, offset, count);

    public void Delete(string name) => Called(name).Delete(name);

    public void Sync()
    {
        Called("").Sync();

        // On the device also the call that did its work can end so, when the next one finds no room for its frame.
        Called("");
    }

    private IFlash Called(string name)
    {
        if (_failures > 0 && name.StartsWith(_files, StringComparison.Ordinal) && --_until <= 0)
        {
            _failures--;
            HasFailed = true;
            throw new OutOfMemoryException();
        }

        return flash;
    }
}
