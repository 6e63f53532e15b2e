using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using NanoAgent.Collector.Log;

namespace NanoAgent.Collector.Storage;

/// <summary>A collector's data: many readers, each at one point in time, and one writer whose commits are grouped.</summary>
public sealed class CollectorStore : IDisposable
{
    private const int MostIdleReaders = 16;

    private readonly IDatabase _database;
    private readonly ConcurrentBag<StoreSession> _idle = [];
    private readonly GroupWriter _writer;

    /// <summary>Opens the database, makes or migrates it, and starts the writer.</summary>
    /// <param name="database">The engine.</param>
    /// <param name="migrates">Told before data of an earlier release is brought forward, from which schema to which.</param>
    /// <exception cref="StoreUnavailableException">It cannot be opened or written.</exception>
    /// <exception cref="StoreRefusedException">It is of a newer release.</exception>
    public CollectorStore(IDatabase database, Action<long, long>? migrates = null)
    {
        _database = database;
        StoreSession writer = Guarded(OpenWriter);

        try
        {
            Guarded(() =>
            {
                Migrations.Apply(writer, migrates);
                return true;
            });
        }
        catch
        {
            writer.Dispose();
            throw;
        }

        _writer = new GroupWriter(database, OpenWriter, writer);
    }

    /// <summary>Do other collectors write into the same database?</summary>
    public bool IsShared => _database.IsShared;

    /// <summary>The generation of what may be remembered, as of the last write by this collector; another one's change shows at the next.</summary>
    internal long Generation => _writer.Generation;

    /// <summary>Reads, everything at one point in time.</summary>
    /// <exception cref="StoreUnavailableException">The database did not answer.</exception>
    public T Read<T>(Func<StoreSession, T> work)
    {
        while (true)
        {
            bool wasIdle = _idle.TryTake(out StoreSession? session);
            session ??= Guarded(_database.OpenReader);

            if (TryRead(session, work, out T result, out Exception? failure))
            {
                return result;
            }

            // A session whose transaction failed is not used again. One that was lost while it lay idle says nothing about the server now: a new one does.
            bool lostIdle = wasIdle && session.IsLost;
            session.Dispose();

            if (lostIdle)
            {
                continue;
            }

            if (_database.IsUnavailable(failure!))
            {
                throw new StoreUnavailableException("the database does not answer: " + failure!.Message, failure);
            }

            ExceptionDispatchInfo.Throw(failure!);
        }
    }

    /// <summary>Writes in the next grouped commit. The task ends after that commit is durable.</summary>
    /// <param name="work">Runs on the writer's thread, and once more when another job of its group failed; it must change nothing but the database.</param>
    /// <exception cref="StoreUnavailableException">The database did not say that it was written; the caller asks again.</exception>
    public Task<T> Write<T>(Func<StoreSession, TransparencyLog, T> work) => _writer.Enqueue(work);

    /// <summary>Writes and waits.</summary>
    public T WriteNow<T>(Func<StoreSession, TransparencyLog, T> work) => Write(work).GetAwaiter().GetResult();

    /// <summary>Writes one report's rows together with those of its neighbours.</summary>
    internal Task<TResult> Append<TItem, TResult>(IBatchWork<TItem, TResult> work, TItem item) => _writer.Enqueue(work, item);

    /// <summary>Writes a copy of the data as of now into a file that is not there yet.</summary>
    /// <exception cref="StoreUnavailableException">The copy could not be made.</exception>
    /// <exception cref="NotSupportedException">The engine has backups of its own.</exception>
    public void CopyTo(string path) => Guarded(() =>
    {
        _database.CopyTo(path);
        return true;
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer.Dispose();

        while (_idle.TryTake(out StoreSession? session))
        {
            session.Dispose();
        }

        _database.Dispose();
    }

    private bool TryRead<T>(StoreSession session, Func<StoreSession, T> work, out T result, out Exception? failure)
    {
        try
        {
            session.Execute(_database.BeginRead);
            result = work(session);
            session.Execute("COMMIT");
            failure = null;
        }
        catch (Exception exception)
        {
            result = default!;
            failure = exception;
            return false;
        }

        Return(session);
        return true;
    }

    private StoreSession OpenWriter() => new(_database.OpenWriter(), _database);

    private void Return(StoreSession session)
    {
        if (_idle.Count < MostIdleReaders)
        {
            _idle.Add(session);
        }
        else
        {
            session.Dispose();
        }
    }

    private T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (_database.IsUnavailable(exception))
        {
            throw new StoreUnavailableException("the database cannot be opened: " + exception.Message, exception);
        }
    }
}
