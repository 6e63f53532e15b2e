using Microsoft.Extensions.Logging;
using NanoAgent.Collector.Enrolments;

namespace NanoAgent.Collector.Watching;

/// <summary>What a collector writes into its log of events, structured. Names, UEIDs and codes: never a token, a password, a secret, a nonce or a key.</summary>
internal static partial class Events
{
    /// <summary>The category.</summary>
    public const string Category = "NanoAgent.Collector";

    [LoggerMessage(1, LogLevel.Information, "{Collector} listens on {Url}")]
    public static partial void Listening(this ILogger log, string collector, Uri url);

    [LoggerMessage(2, LogLevel.Information, "{Who} did {Act} to {Target}")]
    public static partial void Acted(this ILogger log, string who, string act, string target);

    [LoggerMessage(3, LogLevel.Debug, "{Door} refused: {Refusal}")]
    public static partial void Refused(this ILogger log, string door, string refusal);

    [LoggerMessage(4, LogLevel.Warning, "{Door} could not be served: {Fault}")]
    public static partial void Unserved(this ILogger log, string door, string fault);

    [LoggerMessage(5, LogLevel.Information, "the webhook took the drift of declaration {Declaration}: {Rows} rows no longer hold")]
    public static partial void Drifted(this ILogger log, string declaration, int rows);

    [LoggerMessage(6, LogLevel.Warning, "the webhook did not take the drift of declaration {Declaration}: {Fault}")]
    public static partial void Untold(this ILogger log, string declaration, string fault);

    [LoggerMessage(7, LogLevel.Warning, "declaration {Declaration} cannot be compared with the fleet: {Fault}")]
    public static partial void Uncompared(this ILogger log, string declaration, string fault);

    [LoggerMessage(9, LogLevel.Error, "{Door} met a defect of the collector: {Kind}: {Fault}")]
    public static partial void Broken(this ILogger log, string door, string kind, string fault);

    [LoggerMessage(10, LogLevel.Information, "the server's certificate was made anew and is good until {Until:u}")]
    public static partial void Renewed(this ILogger log, DateTime until);

    [LoggerMessage(11, LogLevel.Warning, "the server's certificate, good until {Until:u}, could not be made anew: {Fault}")]
    public static partial void Unrenewed(this ILogger log, DateTime until, string fault);

    [LoggerMessage(8, LogLevel.Warning, "an enrolment as {Ueid} was refused: {Outcome}")]
    public static partial void Contested(this ILogger log, string ueid, EnrolmentOutcome outcome);
}
