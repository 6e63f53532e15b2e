using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace NanoAgent.Tests.Collector;

/// <summary>Keeps every event with its fields.</summary>
internal sealed class CaughtEvents : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue(formatter(state, exception) + " " + (state is IEnumerable<KeyValuePair<string, object?>> fields ? string.Join(' ', fields.Select(field => field.Value)) : "") + exception);

    public void Dispose()
    {
    }
}
