using System.Diagnostics;
using System.Text.Json;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Collector.Challenges;

namespace NanoAgent.Benchmarks.Collector;

/// <summary>What a user would write instead: Node, express, jose and a SQLite binding, doing the same work (peer/server.js).</summary>
internal sealed class Peer : IDisposable
{
    /// <summary>The id under which it expects tokens.</summary>
    public const string Id = "peer";

    private readonly Process _process;
    private readonly string _folder;

    private Peer(Process process, string folder, Uri url, Nonces nonces)
    {
        _process = process;
        _folder = folder;
        Url = url;
        Nonces = nonces;
    }

    public Uri Url { get; }

    /// <summary>Nonces that it takes.</summary>
    public Nonces Nonces { get; }

    /// <summary>Starts it with a fleet's keys, or answers null with the reason on standard error.</summary>
    public static Peer? TryStart(IReadOnlyList<FleetUnit> units)
    {
        string source = Path.Combine(SourceFolder(), "peer");

        if (!Directory.Exists(Path.Combine(source, "node_modules")))
        {
            Console.Error.WriteLine("benchmarks: node-peer-ratio is left out: npm ci --prefix tests/benchmarks/collector/peer");
            return null;
        }

        string folder = Directory.CreateTempSubdirectory("nanoagent-peer-").FullName;
        byte[] nonceKey = System.Security.Cryptography.RandomNumberGenerator.GetBytes(32);
        string setup = Path.Combine(folder, "setup.json");
        File.WriteAllText(setup, JsonSerializer.Serialize(new
        {
            id = Id,
            database = Path.Combine(folder, "peer.db"),
            nonceKey = Convert.ToHexString(nonceKey),
            units = units.Select(unit => new { kid = unit.KeyId, ueid = Base64Url.Encode(unit.Ueid), x = Base64Url.Encode(unit.Key.X), y = Base64Url.Encode(unit.Key.Y) }),
        }));
        Process process = Process.Start(new ProcessStartInfo("node", [Path.Combine(source, "server.js"), setup]) { RedirectStandardOutput = true })!;
        string? port = process.StandardOutput.ReadLine();

        if (port is null)
        {
            Console.Error.WriteLine("benchmarks: node-peer-ratio is left out: node does not start");
            return null;
        }

        return new Peer(process, folder, new Uri($"http://127.0.0.1:{port}"), new Nonces(nonceKey, TimeSpan.FromHours(36), TimeProvider.System));
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
