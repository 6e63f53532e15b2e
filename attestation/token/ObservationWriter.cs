using System;
using NanoAgent.Attestation.Claims;

namespace NanoAgent.Attestation.Token;

/// <summary>
/// Writes the observation part of a token: JSON members without the enclosing braces, from <c>na_observed</c> to
/// <c>na_findings</c>. These bytes are stored in the outbox, hashed into the next observation and repeated unchanged in a token.
/// </summary>
/// <remarks>
/// At most <see cref="Profile.MaxObservationBytes"/> bytes. Where the facts do not fit, or not into RAM, all facts are left out
/// and <c>na_observed.cut</c> says so: outcome, basis and reason always fit.
/// </remarks>
public static class ObservationWriter
{
    /// <summary>How many bytes <see cref="Write"/> will write.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Write"/>.</exception>
    public static int Measure(Observation observation)
    {
        var counter = new CountingSink();
        Write(observation, counter);
        return counter.Count;
    }

    /// <summary>Writes the observation; the same observation gives the same bytes every time.</summary>
    /// <exception cref="ArgumentException">A text outside its bound, or a check named twice.</exception>
    public static void Write(Observation observation, IByteSink sink)
    {
        CheckTexts(observation);
        Finding[] findings = observation.Findings;
        var counter = new CountingSink();
        var json = new JsonWriter(counter);

        // Counted first, and then written, without facts where these do not fit.
        for (int pass = 0; pass < 2; pass++)
        {
            bool cut = observation.FactsLeftOut || counter.Count > Profile.MaxObservationBytes;
            WriteObserved(json, observation, cut);
            WriteState(json, observation);
            WriteResults(json, findings);
            json.Name("na_findings");
            json.BeginObject();

            for (int i = 0; i < findings.Length; i++)
            {
                WriteFinding(json, findings[i], cut);
            }

            json.EndObject();
            json.Flush();
            json.Restart(sink);
        }
    }

    private static void CheckTexts(Observation observation)
    {
        if (!Profile.IsName(observation.SoftwareName, Profile.MaxNameLength) || !Profile.IsName(observation.SoftwareVersion, Profile.MaxNameLength))
        {
            throw new ArgumentException("software name and version of 1 to 32 printable characters");
        }

        if (observation.LogHead != null && observation.LogHead.Length != 32)
        {
            throw new ArgumentException("log head of 32 bytes");
        }

        Finding[] findings = observation.Findings;

        for (int i = 0; i < findings.Length; i++)
        {
            if (!Profile.IsCode(findings[i].Check) || !Profile.IsCode(findings[i].Reason))
            {
                throw new ArgumentException("check id and reason of 1 to 32 of a-z, 0-9 and -");
            }

            for (int j = 0; j < i; j++)
            {
                if (findings[j].Check == findings[i].Check)
                {
                    throw new ArgumentException("check named twice");
                }
            }
        }
    }

    private static void WriteObserved(JsonWriter json, Observation observation, bool cut)
    {
        json.Name("na_observed");
        json.BeginObject();
        json.Name("number");
        json.Number(observation.Number);

        if (observation.At >= 0)
        {
            json.Name("at");
            json.Number(observation.At);
        }

        json.Name("previous");
        json.Bytes(observation.Previous);

        if (cut)
        {
            json.Name("cut");
            json.Boolean(true);
        }

        json.EndObject();
    }

    private static void WriteState(JsonWriter json, Observation observation)
    {
        json.Name("swname");
        json.Text(observation.SoftwareName);
        json.Name("swversion");
        json.BeginArray();
        json.Text(observation.SoftwareVersion);
        json.EndArray();
        json.Name("uptime");
        json.Number(observation.UptimeSeconds);

        if (observation.BootCount > 0)
        {
            json.Name("bootcount");
            json.Number(observation.BootCount);
        }

        if (observation.DebugEnabled != Answer.Unknown)
        {
            json.Name("dbgstat");
            json.Text(observation.DebugEnabled == Answer.Yes ? "enabled" : "disabled");
        }

        if (observation.LogHead != null)
        {
            json.Name("na_log");
            json.BeginObject();
            json.Name("count");
            json.Number(observation.LogCount);
            json.Name("head");
            json.Bytes(observation.LogHead);
            json.EndObject();
        }
    }

    private static void WriteResults(JsonWriter json, Finding[] findings)
    {
        json.Name("measres");
        json.BeginArray();
        json.BeginArray();
        json.Text(Profile.MeasurementSystem);
        json.BeginArray();

        for (int i = 0; i < findings.Length; i++)
        {
            json.BeginArray();
            json.Text(findings[i].Check);
            json.Text(ClaimNames.Of(findings[i].Outcome));
            json.EndArray();
        }

        json.EndArray();
        json.EndArray();
        json.EndArray();
    }

    private static void WriteFinding(JsonWriter json, Finding finding, bool cut)
    {
        json.Name(finding.Check);
        json.BeginObject();
        json.Name("basis");
        json.Text(ClaimNames.Of(finding.Basis));
        json.Name("reason");
        json.Text(finding.Reason);

        if (finding.RanIn > 0)
        {
            json.Name("ran");
            json.Number(finding.RanIn);
        }

        if (!cut && finding.HasFacts)
        {
            json.Name("facts");
            json.BeginObject();
            WriteFacts(json, finding.Facts);
            json.EndObject();
        }

        json.EndObject();
    }

    private static void WriteFacts(JsonWriter json, FactList facts)
    {
        for (int i = 0; i < facts.Count; i++)
        {
            object value = facts.ValueAt(i);
            json.Name(facts.NameAt(i));

            if (value is string)
            {
                json.Text((string)value);
            }
            else if (value is bool)
            {
                json.Boolean((bool)value);
            }
            else
            {
                json.Number((int)value);
            }
        }
    }
}
