using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.DependencyInjection;

namespace NanoAgent.Collector.Watching;

/// <summary>The forms in which events can be written.</summary>
public static class EventFormat
{
    /// <summary>One JSON object a line on standard error, times in UTC.</summary>
    public static void Json(ILoggingBuilder logging)
    {
        logging.AddJsonConsole(console =>
        {
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
        });
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
