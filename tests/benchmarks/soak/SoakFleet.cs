using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using NanoAgent.Boards.Virtual;
using NanoAgent.Report;

namespace NanoAgent.Benchmarks.Soak;

/// <summary>Virtual units with the agent's real code, each on a thread of its own, that lose power in the middle of a write now and then.</summary>
internal sealed class SoakFleet : IDisposable
{
    private const int CutOfHundred = 3;
    private const int OperationsOfCycle = 40;

    // An outbox takes twelve: a unit whose reports do not get through looks less often, as firmware does, so that none is dropped.
    private const int ManyWaiting = 4;

    // Without faults two are enough.
    private const int MostSettlingCycles = 100;

    private static readonly TimeSpan _longInterval = TimeSpan.FromSeconds(15);

    private readonly TimeSpan _interval;
    private readonly List<Thread> _threads = [];
    private readonly ConcurrentQueue<Exception> _faults = new();
    private readonly ManualResetEventSlim _end = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("nanoagent-soak-units-").FullName;
    private int _cycles;
    private int _cuts;

    public SoakFleet(Uri collector, X509Certificate2 authority, IReadOnlyList<string> enrolmentTokens, TimeSpan interval)
    {
        _interval = interval;

        for (int i = 0; i < enrolmentTokens.Count; i++)
        {
            var unit = VirtualUnit.Start(Persona.Of("compliant"), new VirtualBoardOptions
            {
                Folder = Path.Combine(_folder, $"unit-{i}"),
                Collector = new CollectorLocation(collector, authority),
                Clock = Clock,
                HashIterations = 10,
            }, new Policy { MayProbe = i == 0 });
            Units.Add(unit);
            string token = enrolmentTokens[i];
            var chance = new Random(i);
            var thread = new Thread(() => Live(unit, token, chance)) { IsBackground = true, Name = $"unit {i}" };
            _threads.Add(thread);
            thread.Start();
        }
    }

    /// <summary>The model of all of them.</summary>
    public static string Model
    {
        get
        {
            using var folder = new Scratch();
            using VirtualUnit unit = VirtualUnit.Start(Persona.Of("compliant"), new VirtualBoardOptions { Folder = folder.Path });
            return unit.Board.Identity.Model;
        }
    }

    /// <summary>The units; at rest after <see cref="Settle"/>.</summary>
    public List<VirtualUnit> Units { get; } = [];

    /// <summary>Their clock.</summary>
    public OffsetClock Clock { get; } = new();

    /// <summary>Cycles run.</summary>
    public int Cycles => _cycles;

    /// <summary>Times that one lost power in a cycle.</summary>
    public int PowerCuts => _cuts;

    /// <summary>Bytes of all their flashes.</summary>
    public long FileBytes => Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file) is { Exists: true } info ? info.Length : 0);

    /// <summary>Ends a run in which a unit met an exception.</summary>
    /// <exception cref="InvalidOperationException">One did.</exception>
    public void ThrowWhatWentWrong()
    {
        if (_faults.TryPeek(out Exception? fault))
        {
            throw new InvalidOperationException("a unit met what it should not", fault);
        }
    }

    /// <summary>No more faults: each unit runs until its outbox is empty.</summary>
    /// <exception cref="InvalidOperationException">A unit met an exception, or does not get its reports through.</exception>
    public void Settle()
    {
        _end.Set();
        _threads.ForEach(thread => thread.Join());
        ThrowWhatWentWrong();

        foreach (VirtualUnit unit in Units)
        {
            int cycles = 0;

            do
            {
                if (cycles++ == MostSettlingCycles)
                {
                    throw new InvalidOperationException($"{unit.Waiting} reports of a unit do not get through: {unit.LastRefusal}");
                }

                unit.RunCycle();
                _cycles++;
            }
            while (unit.Waiting > 0);
        }
    }

    public void Dispose()
    {
        _end.Set();
        _threads.ForEach(thread => thread.Join());
        Units.ForEach(unit => unit.Dispose());
        Directory.Delete(_folder, recursive: true);
    }

    private void Live(VirtualUnit unit, string token, Random chance)
    {
        try
        {
            while (unit.Enrol(token) != DeliveryOutcome.Delivered && !_end.Wait(_interval))
            {
            }

            do
            {
                Cycle(unit, chance);
            }
            while (!_end.Wait(unit.Waiting > ManyWaiting ? _longInterval : _interval));
        }
        catch (Exception e)
        {
            _faults.Enqueue(e);
        }
    }

    private void Cycle(VirtualUnit unit, Random chance)
    {
        FlashFaults faults = unit.Board.Medium.Faults;
        faults.CutAtOperation = chance.Next(100) < CutOfHundred ? unit.Board.Medium.Operations + 1 + chance.Next(OperationsOfCycle) : 0;

        try
        {
            unit.RunCycle();
            Interlocked.Increment(ref _cycles);
            faults.CutAtOperation = 0;
        }
        catch (PowerLostException)
        {
            Interlocked.Increment(ref _cuts);
            faults.CutAtOperation = 0;
            unit.Boot();
        }
    }

    private sealed class Scratch : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("nanoagent-soak-model-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}

/// <summary>The machine's clock, wrong by so much.</summary>
internal sealed class OffsetClock : TimeProvider
{
    private int _seconds;

    /// <summary>Seconds by which it is wrong.</summary>
    public int Seconds
    {
        set => Volatile.Write(ref _seconds, value);
    }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddSeconds(Volatile.Read(ref _seconds));
}
