using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using NanoAgent.Collector;

namespace NanoAgent.Benchmarks.Soak;

/// <summary>A collector in a process of its own, which is killed and started again over one folder, and whose clock jumps.</summary>
/// <param name="folder">Its data.</param>
internal sealed class SoakCollector(string folder) : IDisposable
{
    /// <summary>The word by which this program becomes that process.</summary>
    public const string Word = "soak-collector";

    private const string Listening = "listening ";

    private Process? _process;

    /// <summary>Its data.</summary>
    public string Folder => folder;

    /// <summary>Where it listens on loopback.</summary>
    public int Port { get; private set; }

    /// <summary>What units pin.</summary>
    public X509Certificate2 Authority { get; private set; } = null!;

    /// <summary>Bytes of memory of the process at present.</summary>
    public long MemoryBytes
    {
        get
        {
            _process!.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Bytes of all its files.</summary>
    public long FileBytes => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file) is { Exists: true } info ? info.Length : 0);

    /// <summary>Seconds by which its clock is wrong.</summary>
    public int ClockOffset
    {
        set => File.WriteAllText(JumpingClock.FileOf(folder), value.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The process: serves until it is killed, or its parent is gone.</summary>
    public static int Serve(string folder)
    {
        var options = new CollectorOptions { DataFolder = folder, Url = new Uri("https://127.0.0.1:0"), Clock = new JumpingClock(folder) };
        CollectorHost host = CollectorHost.StartAsync(options).GetAwaiter().GetResult();
        Console.WriteLine(Listening + host.Url.Port.ToString(CultureInfo.InvariantCulture));
        Console.In.ReadToEnd();
        return 0;
    }

    /// <summary>Opens the collector's data in this process, while the other does not run.</summary>
    public CollectorServices Open() => new(new CollectorOptions { DataFolder = folder, DatabasePatience = TimeSpan.FromSeconds(30) });

    /// <summary>One-time tokens, made before it runs.</summary>
    public IReadOnlyList<string> EnrolmentTokens(string model, int count)
    {
        Directory.CreateDirectory(folder);
        ClockOffset = 0;
        using CollectorServices services = Open();
        return [.. Enumerable.Range(0, count).Select(_ => services.CreateEnrolmentToken(model, TimeSpan.FromHours(2), "soak"))];
    }

    /// <summary>Starts it, and waits until it listens.</summary>
    public void Start()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(SoakCollector).Assembly.Location, Word, folder]) { RedirectStandardOutput = true, RedirectStandardInput = true };

        // What is measured is a collector as it ships.
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "1";

        // Whoever is killed leaves the sockets of .NET's diagnostics behind in the folder for temporary files.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        _process = Process.Start(start)!;
        string line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("the collector ended without listening");
        Port = int.Parse(line[Listening.Length..], CultureInfo.InvariantCulture);
        Authority ??= X509Certificate2.CreateFromPem(File.ReadAllText(Path.Combine(folder, "tls", "ca.pem")));
    }

    /// <summary>As kill -9 does.</summary>
    public void Kill()
    {
        if (_process is not null)
        {
            _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
            _process = null;
        }
    }

    public void Dispose() => Kill();

    /// <summary>The machine's clock, and what a file says on top of it.</summary>
    private sealed class JumpingClock(string folder) : TimeProvider
    {
        public static string FileOf(string folder) => Path.Combine(folder, "..", "clock-offset");

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddSeconds(Offset());

        private int Offset()
        {
            try
            {
                return int.TryParse(File.ReadAllText(FileOf(folder)), CultureInfo.InvariantCulture, out int seconds) ? seconds : 0;
            }
            catch (IOException)
            {
                return 0;
            }
        }
    }
}
