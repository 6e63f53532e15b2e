using System.Collections.Concurrent;
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
    /// <exception cref="StoreUnavailableException">It cannot be opened or written.</exception>
    public CollectorStore(IDatabase database)
    {
        _database = database;
        StoreSession writer = Guarded(() => new StoreSession(database.OpenWriter(), database));

        try
        {
            Guarded(() =>
            {
                Migrations.Apply(writer);
                return true;
            });
        }
        catch
        {
            writer.Dispose();
            throw;
        }

        _writer = new GroupWriter(writer);
    }

    /// <summary>Reads, everything at one point in time.</summary>
    /// <exception cref="StoreUnavailableException">The database did not answer.</exception>
    public T Read<T>(Func<StoreSession, T> work)
    {
        StoreSession session = _idle.TryTake(out StoreSession? idle) ? idle : Guarded(() => new StoreSession(_database.OpenReader(), _database));

        try
        {
            session.Execute(_database.BeginRead);
            T result = work(session);
            session.Execute("COMMIT");
            Return(session);
            return result;
        }
        catch (Exception exception)
        {
            // A session whose transaction failed is not used again.
            session.Dispose();

            if (_database.IsUnavailable(exception))
            {
                throw new StoreUnavailableException("the database does not answer", exception);
            }

            throw;
        }
    }

    /// <summary>Writes in the next grouped commit. The task ends after that commit is durable.</summary>
    /// <param name="work">Runs on the writer's thread, and once more when another job of its group failed; it must change nothing but the database.</param>
    /// <exception cref="StoreUnavailableException">Nothing was written.</exception>
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
