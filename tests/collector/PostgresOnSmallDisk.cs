using System.Diagnostics;
using System.Text.RegularExpressions;
using NanoAgent.Benchmarks.Soak;
using Npgsql;

namespace NanoAgent.Tests.Collector;

/// <summary>A PostgreSQL whose whole folder lies on a disk of its own that can be filled. Where mounting one is refused the test is skipped.</summary>
internal sealed partial class PostgresOnSmallDisk : IDisposable
{
    // An empty cluster takes 40 MB, 16 of them its first piece of log.
    private const int Megabytes = 96;

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    private readonly SmallDisk _disk;
    private string _server = "";

    private PostgresOnSmallDisk(SmallDisk disk) => _disk = disk;

    /// <summary>The server's address.</summary>
    public string Postgres { get; private set; } = "";

    /// <summary>Mounts it and starts the server there.</summary>
    public static PostgresOnSmallDisk Open()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NANOAGENT_TEST_POSTGRES_FOLDER")))
        {
            Assert.Inconclusive("no PostgreSQL of the tests' own: eval \"$(tests/postgres.sh start)\" starts one");
        }

        // The server runs as another user, who must come through.
        var server = new PostgresOnSmallDisk(SmallDisk.Make(Megabytes, mode: "0755"));

        try
        {
            if (server._disk.Refusal is string refusal)
            {
                Assert.Inconclusive("no disk to fill, since mounting one is refused: " + refusal);
            }

            server.StartServer();
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Leaves no byte free.</summary>
    public void Fill() => Assert.IsTrue(_disk.TryFill());

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
    public void MakeRoom() => _disk.Empty();

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

        _disk.Dispose();
    }

    private void StartServer()
    {
        (int code, string said) = Run(Repository.At("tests", "postgres.sh"), ["start", _disk.Folder]);
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
