using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using NanoAgent.Collector.Keys;

namespace NanoAgent.Tests.Collector;

/// <summary>PKCS#11 tokens of the tests' own, in SoftHSM: all made before its library is loaded, since it looks for tokens once a process.</summary>
internal sealed class SoftToken
{
    public const string Pin = "4711-0815";

    private static readonly Lazy<SoftToken?> _tokens = new(Make);

    private readonly TemporaryFolder _folder;
    private readonly string _module;

    private SoftToken(TemporaryFolder folder, string module)
    {
        _folder = folder;
        _module = module;
    }

    /// <summary>Or the test is skipped.</summary>
    public static SoftToken Open()
    {
        if (_tokens.Value is not SoftToken tokens)
        {
            Assert.Inconclusive("no SoftHSM: Debian's package softhsm2 brings softhsm2-util and its library");
            return null!;
        }

        return tokens;
    }

    /// <summary>Deletes them, when the last test has run.</summary>
    public static void Delete()
    {
        if (_tokens.IsValueCreated)
        {
            _tokens.Value?._folder.Dispose();
        }
    }

    /// <summary>Where keys are made: in a token, under a name that no other test has.</summary>
    /// <param name="token">One of three: <c>kept</c>, <c>lost</c>, <c>strange</c>.</param>
    /// <param name="pin">Its PIN, put into a file.</param>
    public string Address(string token = "kept", string pin = Pin)
    {
        string file = _folder.At(Guid.NewGuid().ToString("N"));
        Write(file, pin);
        return $"pkcs11:token={token};object={Guid.NewGuid():N}?module-path={_module}&pin-source=file:{file}";
    }

    public KeyPlace Place(string token = "kept", string pin = Pin) => KeyPlace.TryParse(Address(token, pin), out KeyPlace? place, out string? problem) ? place : throw new AssertFailedException(problem);

    /// <summary>Takes every token out of the machine until it is disposed.</summary>
    public IDisposable TakeOut() => new Absence(_folder.At("tokens"));

    private static int Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        Array.ForEach(arguments, start.ArgumentList.Add);
        using Process process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }

    private static void Write(string path, string text) => PrivateFile.Write(path, Encoding.ASCII.GetBytes(text + "\n"));

    private static SoftToken? Make()
    {
        string? module = ((string[])["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm2.so", "/usr/local/lib/softhsm/libsofthsm2.so", "/opt/homebrew/lib/softhsm/libsofthsm2.so"]).FirstOrDefault(File.Exists);

        if (module is null || OperatingSystem.IsWindows())
        {
            return null;
        }

        var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.At("tokens"));
        string settings = folder.At("softhsm2.conf");
        File.WriteAllText(settings, $"directories.tokendir = {folder.At("tokens")}\nobjectstore.backend = file\nlog.level = ERROR\n");

        // The library reads the process's own environment, of which .NET keeps a copy: both are set.
        _ = SetEnvironment("SOFTHSM2_CONF", settings, 1);
        Environment.SetEnvironmentVariable("SOFTHSM2_CONF", settings);

        try
        {
            bool areMade = ((string[])["kept", "lost", "strange"]).All(token => Run("softhsm2-util", "--init-token", "--free", "--label", token, "--pin", Pin, "--so-pin", "so-" + Pin) == 0);

            if (areMade)
            {
                return new SoftToken(folder, module);
            }
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // The library without its program: as good as none.
        }

        folder.Dispose();
        return null;
    }

    [DllImport("libc", EntryPoint = "setenv", CharSet = CharSet.Ansi)]
    private static extern int SetEnvironment(string name, string value, int overwrite);

    private sealed class Absence : IDisposable
    {
        private readonly string _path;

        public Absence(string path)
        {
            _path = path;
            Directory.Move(path, path + ".out");
        }

        public void Dispose() => Directory.Move(_path + ".out", _path);
    }
}
