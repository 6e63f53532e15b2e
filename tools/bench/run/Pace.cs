namespace NanoAgent.Bench;

/// <summary>Keeps a bench run from harming what it tests: a gap before each request, a most number of them, and an end.</summary>
public sealed class Pace
{
    private readonly long _started;
    private readonly TimeSpan _gap;
    private readonly TimeSpan _most;
    private readonly int _requests;
    private long _last;
    private bool _any;

    /// <summary>Starts the run's clock.</summary>
    /// <param name="clock">Time.</param>
    /// <param name="gap">Least time between two requests, 0 or more.</param>
    /// <param name="requests">Most requests, 1 or more.</param>
    /// <param name="most">Longest run.</param>
    public Pace(TimeProvider clock, TimeSpan gap, int requests, TimeSpan most)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentOutOfRangeException.ThrowIfLessThan(gap, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(requests, 1);
        Clock = clock;
        _gap = gap;
        _requests = requests;
        _most = most;
        _started = clock.GetTimestamp();
    }

    /// <summary>The run's clock.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Requests so far.</summary>
    public int Requests { get; private set; }

    /// <summary>Waits until the next request may go.</summary>
    /// <exception cref="BenchStoppedException">The run has used up its requests or its time.</exception>
    public async Task WaitAsync(CancellationToken cancel)
    {
        if (Requests >= _requests)
        {
            throw new BenchStoppedException($"{_requests} requests are used up");
        }

        if (Clock.GetElapsedTime(_started) > _most)
        {
            throw new BenchStoppedException($"{_most.TotalMinutes:0} minutes are over");
        }

        TimeSpan wait = _any ? _gap - Clock.GetElapsedTime(_last) : TimeSpan.Zero;

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, Clock, cancel).ConfigureAwait(false);
        }

        _any = true;
        _last = Clock.GetTimestamp();
        Requests++;
    }
}

/// <summary>The run stopped by itself; what was not finished is inconclusive.</summary>
public sealed class BenchStoppedException(string why) : Exception(why);
