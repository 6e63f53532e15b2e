using System.Diagnostics;
using System.Text.RegularExpressions;
using Npgsql;

namespace NanoAgent.Tests.Collector;

/// <summary>A disk of a test's own (tmpfs), small enough to be filled, and a PostgreSQL whose whole folder lies on it.</summary>
/// <remarks>To mount it takes root; where that is refused the test is skipped with what mount(8) said.</remarks>
internal sealed partial class SmallDisk : IDisposable
{
    // An empty cluster takes 40 MB, 16 of them its first piece of log.
    private const string Size = "96m";

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    private readonly string _folder;
    private string _server = "";

    private SmallDisk(string folder) => _folder = folder;

    /// <summary>The server's address.</summary>
    public string Postgres { get; private set; } = "";

    private string Filler => Path.Combine(_folder, "filler");

    /// <summary>Mounts it and starts the server there.</summary>
    public static SmallDisk Open()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NANOAGENT_TEST_POSTGRES_FOLDER")))
        {
            Assert.Inconclusive("no PostgreSQL of the tests' own: eval \"$(tests/postgres.sh start)\" starts one");
        }

        string folder = Directory.CreateTempSubdirectory("nanoagent-disk-").FullName;
        (int code, string said) = Run("mount", ["-t", "tmpfs", "-o", $"size={Size},mode=755", "tmpfs", folder]);

        if (code != 0)
        {
            Directory.Delete(folder);
            Assert.Inconclusive("no disk to fill, since mounting one is refused: " + said);
        }

        var disk = new SmallDisk(folder);

        try
        {
            disk.StartServer();
            return disk;
        }
        catch
        {
            disk.Dispose();
            throw;
        }
    }

    /// <summary>Leaves no byte free.</summary>
    public void Fill()
    {
        byte[] piece = new byte[4096];
        using var filler = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);

        try
        {
            while (true)
            {
                filler.Write(piece);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Leaves no byte free, and has the server close its piece of log: it cannot make a new one, and ends.</summary>
    public void FillUntilTheServerEnds()
    {
        // Opened before: a database's first connection writes a file.
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Postgres) { Pooling = false }.ToString());
        connection.Open();
        Fill();
        using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = "SELECT pg_logical_emit_message(false, 'test', 'so that there is something to close'), pg_switch_wal()";

        Assert.Throws<NpgsqlException>(() =>
        {
            while (true)
            {
                command.ExecuteNonQuery();
            }
        });
        Assert.IsTrue(SpinWait.SpinUntil(() => !File.Exists(Path.Combine(_server, "data", "postmaster.pid")), _patience), "the server goes on without room for its log");
    }

    /// <summary>Takes away what filled it.</summary>
    public void MakeRoom() => File.Delete(Filler);

    /// <summary>What whoever runs the server does when it has ended itself.</summary>
    public void StartAnew() => Assert.AreEqual(0, Server("restart").Code);

    /// <inheritdoc/>
    public void Dispose()
    {
        MakeRoom();

        if (_server.Length > 0)
        {
            Server("stop");
        }

        Assert.AreEqual(0, Run("umount", [_folder]).Code);
        Directory.Delete(_folder);
    }

    private void StartServer()
    {
        (int code, string said) = Run(Repository.At("tests", "postgres.sh"), ["start", _folder]);
        Assert.AreEqual(0, code, said);
        Dictionary<string, string> set = Setting().Matches(said).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        Postgres = set["NANOAGENT_TEST_POSTGRES"];
        _server = set["NANOAGENT_TEST_POSTGRES_FOLDER"];
    }

    private (int Code, string Said) Server(string act) => Run(Repository.At("tests", "postgres.sh"), [act], _server);

    private static (int Code, string Said) Run(string program, string[] arguments, string? server = null)
    {
        // Into a file: a server that was started keeps its standard output for as long as it runs.
        string output = Path.GetTempFileName();
        var start = new ProcessStartInfo("/bin/sh", ["-c", "out=$1; shift; exec \"$@\" >\"$out\" 2>&1", "sh", output, program, .. arguments]);

        if (server is not null)
        {
            start.Environment["NANOAGENT_TEST_POSTGRES_FOLDER"] = server;
        }

        using Process process = Process.Start(start)!;
        process.WaitForExit();
        string said = File.ReadAllText(output);
        File.Delete(output);
        return (process.ExitCode, said);
    }

    [GeneratedRegex("^export (\\w+)='(.*)'$", RegexOptions.Multiline)]
    private static partial Regex Setting();
}
