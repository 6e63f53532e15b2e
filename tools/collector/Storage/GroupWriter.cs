using System.Threading.Channels;
using NanoAgent.Collector.Devices;
using NanoAgent.Collector.Log;

namespace NanoAgent.Collector.Storage;

/// <summary>Work that is done for a whole batch of items at once.</summary>
internal interface IBatchWork<TItem, TResult>
{
    /// <summary>Writes the rows of all items.</summary>
    /// <returns>One result for each item, in order.</returns>
    IReadOnlyList<TResult> Run(StoreSession session, TransparencyLog log, IReadOnlyList<TItem> items);
}

/// <summary>The one thread that writes: it gathers what waits, commits it together, and only then answers.</summary>
internal sealed class GroupWriter : IDisposable
{
    private const int MostJobs = 512;
    private const int QueueLength = 8192;

    // Waiting this long before a commit makes groups of dozens under load, and costs a lone caller one millisecond.
    private static readonly TimeSpan _gather = TimeSpan.FromMilliseconds(1);

    // While so many come in each wait, waiting on pays: a page that several reports change is written once.
    private const int Crowd = 2;
    private const int MostWaits = 8;

    // A group of so many is written while the next one is still being verified; with all of them in one, one of the two would always stand idle.
    private const int Enough = 64;

    private readonly Channel<Job> _queue = Channel.CreateBounded<Job>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
    private readonly IDatabase _database;
    private readonly Func<StoreSession> _open;
    private readonly Thread _thread;
    private TransparencyLog _log = new();
    private StoreSession? _session;
    private long _generation = -1;

    /// <param name="database">The engine.</param>
    /// <param name="open">Opens a session that writes; asked again when one was lost.</param>
    /// <param name="session">The first one.</param>
    public GroupWriter(IDatabase database, Func<StoreSession> open, StoreSession session)
    {
        _database = database;
        _open = open;
        _session = session;
        _thread = new Thread(Run) { IsBackground = true, Name = "collector writer" };
        _thread.Start();
    }

    /// <summary>The database's generation as of the last write; -1 before the first.</summary>
    public long Generation => Volatile.Read(ref _generation);

    public Task<T> Enqueue<T>(Func<StoreSession, TransparencyLog, T> work) => Enqueue(new SingleJob<T>(work));

    public Task<TResult> Enqueue<TItem, TResult>(IBatchWork<TItem, TResult> work, TItem item) => Enqueue(new BatchJob<TItem, TResult>(work, item));

    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _thread.Join();
        _session?.Dispose();
    }

    // Nearly always there is room.
    private Task<T> Enqueue<T>(Job<T> job) => _queue.Writer.TryWrite(job) ? job.Task : EnqueueWhenThereIsRoom(job);

    private async Task<T> EnqueueWhenThereIsRoom<T>(Job<T> job)
    {
        try
        {
            await _queue.Writer.WriteAsync(job);
        }
        catch (ChannelClosedException exception)
        {
            throw new StoreUnavailableException("the collector is stopping", exception);
        }

        return await job.Task;
    }

    private void Run()
    {
        var batch = new List<Job>(MostJobs);

        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            Gather(batch);

            if (!TryCommit(batch, out Exception? failure))
            {
                Settle(batch, failure!);
            }

            batch.Clear();
        }
    }

    private void Gather(List<Job> batch)
    {
        Drain(batch);

        for (int waits = 0, came = Crowd; came >= Crowd && waits < MostWaits && batch.Count < Enough; waits++)
        {
            int before = batch.Count;
            Thread.Sleep(_gather);
            Drain(batch);
            came = batch.Count - before;
        }
    }

    private void Drain(List<Job> batch)
    {
        while (batch.Count < MostJobs && _queue.Reader.TryRead(out Job? job))
        {
            batch.Add(job);
        }
    }

    // One job's exception must not cost its neighbours their answer: each is tried alone. What only had been read too early is tried again in any case.
    private void Settle(List<Job> batch, Exception failure)
    {
        if (_database.IsUnavailable(failure) || (batch.Count == 1 && failure is not StaleUnitException))
        {
            batch.ForEach(job => job.Fail(Translated(failure)));
            return;
        }

        foreach (Job job in batch)
        {
            if (!TryCommit([job], out Exception? own))
            {
                job.Fail(Translated(own!));
            }
        }
    }

    private bool TryCommit(List<Job> batch, out Exception? failure)
    {
        StoreSession? session = null;

        try
        {
            session = Session();
            session.Execute(_database.BeginWrite);
            _log.Begin(session);

            if (_log.Generation != _generation)
            {
                Migrations.RefuseNewer(session);
            }

            Volatile.Write(ref _generation, _log.Generation);
            RunAll(session, batch);
            _log.Flush();
            session.Execute("COMMIT");
            _log.Committed();
            Volatile.Write(ref _generation, _log.Generation);
        }
        catch (Exception exception)
        {
            failure = exception;
            _log.Forget();
            session?.RollBack();
            return false;
        }

        // Only now is it on the disk, and only now may anyone be told.
        batch.ForEach(job => job.Complete());
        _database.Committed(session.Connection);
        failure = null;
        return true;
    }

    // A server that was restarted has taken the connection with it, and may be another server with another history.
    private StoreSession Session()
    {
        if (_session is { IsLost: true })
        {
            _session.Dispose();
            _session = null;
            _log = new TransparencyLog();
        }

        return _session ??= _open();
    }

    private void RunAll(StoreSession session, List<Job> batch)
    {
        foreach (IGrouping<object, Job> group in batch.GroupBy(job => job.Work))
        {
            group.First().RunGroup(session, _log, [.. group]);
        }
    }

    private Exception Translated(Exception failure) =>
        _database.IsUnavailable(failure) ? new StoreUnavailableException("the database does not take the write: " + failure.Message, failure) : failure;

    private abstract class Job
    {
        /// <summary>What is the same for all jobs that run together.</summary>
        public abstract object Work { get; }

        public abstract void RunGroup(StoreSession session, TransparencyLog log, IReadOnlyList<Job> group);

        public abstract void Complete();

        public abstract void Fail(Exception exception);
    }

    private abstract class Job<T> : Job
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Task => _done.Task;

        protected T? Result { get; set; }

        public override void Complete() => _done.TrySetResult(Result!);

        public override void Fail(Exception exception) => _done.TrySetException(exception);
    }

    private sealed class SingleJob<T>(Func<StoreSession, TransparencyLog, T> work) : Job<T>
    {
        public override object Work => this;

        public override void RunGroup(StoreSession session, TransparencyLog log, IReadOnlyList<Job> group) => Result = work(session, log);
    }

    private sealed class BatchJob<TItem, TResult>(IBatchWork<TItem, TResult> work, TItem item) : Job<TResult>
    {
        public override object Work => work;

        public override void RunGroup(StoreSession session, TransparencyLog log, IReadOnlyList<Job> group)
        {
            BatchJob<TItem, TResult>[] jobs = [.. group.Cast<BatchJob<TItem, TResult>>()];
            IReadOnlyList<TResult> results = work.Run(session, log, [.. jobs.Select(job => job._item)]);

            for (int i = 0; i < jobs.Length; i++)
            {
                jobs[i].Result = results[i];
            }
        }

        private readonly TItem _item = item;
    }
}
