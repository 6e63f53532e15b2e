using System.Runtime.InteropServices;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;

namespace NanoAgent.Collector.Keys.Pkcs11;

/// <summary>A PKCS#11 library of this process, initialised. Thread-safe.</summary>
/// <remarks>A library is initialised once for a whole process, so the modules are static. Many see a token that went away and came back only once they are started anew.</remarks>
internal sealed class TokenModule
{
    private static readonly TimeSpan _restartEvery = TimeSpan.FromSeconds(5);
    private static readonly Lock _loading = new();
    private static readonly Dictionary<string, TokenModule> _modules = [];

    private readonly string _path;
    private readonly Pkcs11InteropFactories _factories = new();
    private readonly ReaderWriterLockSlim _running = new();
    private IPkcs11Library? _library;
    private DateTimeOffset _restarted = DateTimeOffset.MinValue;

    // Pkcs11Interop asks for libdl, whose bare name comes with a compiler's packages only; the C library's own name is on every Linux.
    static TokenModule() => NativeLibrary.SetDllImportResolver(typeof(Pkcs11InteropFactories).Assembly, (name, assembly, search) =>
        name == "libdl" && OperatingSystem.IsLinux() && (NativeLibrary.TryLoad("libdl.so.2", out nint library) || NativeLibrary.TryLoad("libc", assembly, search, out library)) ? library : 0);

    private TokenModule(string path)
    {
        _path = path;

        // Held open for ever: what a library leaves behind in its process may be called after it was unloaded.
        NativeLibrary.Load(path);
        _library = Start();
    }

    /// <summary>How often it was started. Sessions and handles of an earlier time mean nothing, or something else.</summary>
    public int Starts { get; private set; }

    /// <summary>The library at that path.</summary>
    /// <exception cref="DllNotFoundException">There is none.</exception>
    /// <exception cref="BadImageFormatException">It is no library for this machine.</exception>
    public static TokenModule Get(string path)
    {
        lock (_loading)
        {
            if (!_modules.TryGetValue(path, out TokenModule? module))
            {
                module = new TokenModule(path);
                _modules.Add(path, module);
            }

            return module;
        }
    }

    /// <summary>Does work with the library, which is not restarted meanwhile; it is null while it cannot be started.</summary>
    public T Use<T>(Func<IPkcs11Library?, T> work)
    {
        _running.EnterReadLock();

        try
        {
            return work(_library);
        }
        finally
        {
            _running.ExitReadLock();
        }
    }

    /// <summary>Starts the library anew, unless that was done a few seconds ago.</summary>
    /// <param name="now">Now.</param>
    /// <returns>Whether it was started anew.</returns>
    public bool TryRestart(DateTimeOffset now)
    {
        _running.EnterWriteLock();

        try
        {
            if ((now - _restarted).Duration() < _restartEvery)
            {
                return false;
            }

            _restarted = now;
            _library?.Dispose();
            _library = null;
            _library = Start();
            return true;
        }
        catch (Pkcs11Exception)
        {
            return false;
        }
        finally
        {
            _running.ExitWriteLock();
        }
    }

    private IPkcs11Library Start()
    {
        Starts++;
        return _factories.Pkcs11LibraryFactory.LoadPkcs11Library(_factories, _path, AppType.MultiThreaded);
    }
}
