using System.Globalization;
using System.Runtime;
using NanoAgent.Collector;
using NanoAgent.Collector.Attestations;
using Npgsql;

namespace NanoAgent.Benchmarks.Collector;

/// <summary>How fast the collector is beside bare signature verification on the same cores, in one run: ratios carry over to other machines, rates do not.</summary>
/// <param name="Reports">Reports of each measurement.</param>
/// <param name="Units">Units enrolled for the last one.</param>
/// <param name="Tokens">So many of these have real keys and a real token in the log.</param>
/// <param name="Parts">What is measured, some of <see cref="AllParts"/>.</param>
internal sealed record CollectorFigures(int Reports, int Units, int Tokens, IReadOnlyList<string> Parts) : IFigures
{
    /// <summary>The words after <c>--only</c>. A ratio to another part's rate is there when that part is measured too.</summary>
    public static readonly string[] AllParts = ["prepared", "pipeline", "http", "tls", "postgres", "node", "million"];

    private const int ReportingUnits = 10_000;
    private const int InFlight = 256;

    // A round is one report of every unit: the first one writes all of its findings, and a steady fleet's do not.
    private const int MostWarmUps = 6;

    // So few methods compiled in a round are none of the hot ones.
    private const int WarmEnough = 50;

    /// <inheritdoc/>
    public string Word => "collector";

    /// <summary>Reads <c>--reports N --units N --tokens N --only PART,…</c>; null when they are none.</summary>
    public static CollectorFigures? Of(string[] options)
    {
        CollectorFigures? figures = new(80_000, 1_000_000, 100_000, AllParts);

        for (int i = 0; i < options.Length && figures is not null; i += 2)
        {
            figures = i + 1 < options.Length ? figures.With(options[i], options[i + 1]) : null;
        }

        return figures;
    }

    private CollectorFigures? With(string option, string value)
    {
        if (option == "--only")
        {
            string[] parts = value.Split(',');
            return parts.All(AllParts.Contains) ? this with { Parts = parts } : null;
        }

        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count < 1000)
        {
            return null;
        }

        return option switch
        {
            "--reports" => this with { Reports = count },
            "--units" => this with { Units = count },
            "--tokens" => this with { Tokens = count },
            _ => null,
        };
    }

    /// <inheritdoc/>
    public IEnumerable<(string Name, decimal Value)> Read()
    {
        var fleet = new Fleet(ReportingUnits);
        using var bare = new BareVerification(fleet);
        var measure = new SideBySide(bare);
        var told = new Dictionary<string, decimal>(StringComparer.Ordinal);

        foreach (string part in AllParts.Where(Parts.Contains))
        {
            foreach ((string name, decimal value) in Read(part, fleet, measure, told))
            {
                told[name] = value;
                yield return (name, value);
            }
        }
    }

    private IEnumerable<(string, decimal)> Read(string part, Fleet fleet, SideBySide measure, Dictionary<string, decimal> told) => part switch
    {
        "prepared" => PreparedVerification.Read(fleet, measure),
        "pipeline" => Pipeline(fleet, measure),
        "http" => Http(fleet, measure, part, "http", null),
        "tls" => Http(fleet, measure, part, "https", null),
        "postgres" => Postgres(fleet, measure, told),
        "node" => Node(fleet, told),
        _ => new Million(Units, Tokens).Read(),
    };

    private IEnumerable<(string, decimal)> Postgres(Fleet fleet, SideBySide measure, Dictionary<string, decimal> told)
    {
        if (Environment.GetEnvironmentVariable("NANOAGENT_TEST_POSTGRES") is not string server)
        {
            Console.Error.WriteLine("benchmarks: postgres-over-raw is left out: eval \"$(tests/postgres.sh start)\"");
            yield break;
        }

        if (Execute(server, "SHOW fsync") is not "on")
        {
            Console.Error.WriteLine("benchmarks: postgres-over-raw is left out: this server answers before its disk does (fsync)");
            yield break;
        }

        string name = "bench_" + Guid.NewGuid().ToString("N");
        Execute(server, $"CREATE DATABASE {name}");
        decimal overRaw = 0;
        string address = new NpgsqlConnectionStringBuilder(server) { Database = name }.ToString();

        foreach ((string figure, decimal value) in Http(fleet, measure, "postgres", "http", address))
        {
            overRaw = figure == "postgres-over-raw" ? value : overRaw;
            yield return (figure, value);
        }

        Execute(server, $"DROP DATABASE {name} WITH (FORCE)");

        // The two parts are minutes apart: each is told beside the bare verification of its own minute.
        if (told.TryGetValue("http-over-raw", out decimal http))
        {
            yield return ("postgres-over-http", Ratio((double)(overRaw / http)));
        }
    }

    private IEnumerable<(string, decimal)> Node(Fleet fleet, Dictionary<string, decimal> told)
    {
        using Peer? peer = Peer.TryStart(fleet.Units);

        if (peer is null)
        {
            yield break;
        }

        fleet.Forget();
        using Load load = Load.Open(peer.Url);
        load.Send(load.Requests(fleet.Tokens(Peer.Id, peer.Nonces.Next, Reports / 8)));
        double rate = load.Send(load.Requests(fleet.Tokens(Peer.Id, peer.Nonces.Next, Reports / 4)));
        yield return ("node-per-second", Whole(rate));

        if (told.TryGetValue("http-per-second", out decimal http))
        {
            yield return ("node-peer-ratio", Ratio((double)http / rate));
        }
    }

    private IEnumerable<(string, decimal)> Pipeline(Fleet fleet, SideBySide measure)
    {
        using var home = new Home(null);
        fleet.Forget();
        Seeding.Enrol(home.Collector, fleet.Units);
        WarmUp(() => TakeAll(home.Collector, Tokens(ReportingUnits)).Wait());
        byte[][] tokens = Tokens(Reports);
        GC.Collect();

        foreach ((string, decimal) figure in measure.Read("pipeline", tokens, slice => TakeAll(home.Collector, slice).Wait()))
        {
            yield return figure;
        }

        byte[][] Tokens(int count) => fleet.Tokens(home.Collector.Id, home.Collector.Nonces.Next, count);
    }

    private IEnumerable<(string, decimal)> Http(Fleet fleet, SideBySide measure, string name, string scheme, string? postgres)
    {
        using var home = new Home(postgres, new Uri($"{scheme}://127.0.0.1:0"));
        fleet.Forget();
        Seeding.Enrol(home.Collector, fleet.Units);
        using Load load = Load.Open(home.Url);
        WarmUp(() => load.Send(Requests(ReportingUnits)));
        byte[][] requests = Requests(Reports);
        GC.Collect();

        foreach ((string, decimal) figure in measure.Read(name, requests, slice => load.Send(slice)))
        {
            yield return figure;
        }

        byte[][] Requests(int count) => load.Requests(fleet.Tokens(home.Collector.Id, home.Collector.Nonces.Next, count));
    }

    // A collector runs for months: what .NET's compiler does in its first seconds, on the same cores, is no part of what a report costs.
    private static void WarmUp(Action round)
    {
        for (int i = 0; i < MostWarmUps; i++)
        {
            long before = JitInfo.GetCompiledMethodCount();
            round();

            if (JitInfo.GetCompiledMethodCount() - before < WarmEnough)
            {
                return;
            }
        }
    }

    /// <summary>Hands every token in, so many at a time.</summary>
    public static async Task TakeAll(CollectorServices collector, byte[][] tokens)
    {
        int next = -1;
        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(_ => Task.Run(async () =>
        {
            int at;

            while ((at = Interlocked.Increment(ref next)) < tokens.Length)
            {
                ReportResult result = await collector.Reports.TakeAsync(tokens[at]);

                if (result.Answer is null)
                {
                    throw new InvalidOperationException($"refused: {result.Refusal} {result.Detail}");
                }
            }
        })));
    }

    // The first column of the first row, where there is one.
    private static object? Execute(string server, string statement)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ToString());
        connection.Open();
        using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = statement;
        return command.ExecuteScalar();
    }

    internal static decimal Whole(double value) => Math.Round((decimal)value);

    internal static decimal Ratio(double value) => Math.Round((decimal)value, 3);
}
