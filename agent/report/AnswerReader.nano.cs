using System;
using System.Text;
using nanoFramework.Json;

namespace NanoAgent.Report;

/// <summary>Reads the collector's answers. On the device with nanoFramework.Json, into two small objects.</summary>
internal static class AnswerReader
{
    /// <summary>Reads an answer.</summary>
    /// <returns>The answer, or null when it is no JSON object.</returns>
    public static CollectorAnswer Read(byte[] body)
    {
        try
        {
            string text = Encoding.UTF8.GetString(body, 0, body.Length);
            var wire = (WireAnswer)JsonConvert.DeserializeObject(text, typeof(WireAnswer));
            return wire == null ? null : Convert(wire);
        }
        catch (OutOfMemoryException)
        {
            // The caller compacts and tries once more.
            throw;
        }
        catch (Exception)
        {
            // nanoFramework.Json throws plain exceptions too: whatever it cannot read is no answer.
            return null;
        }
    }

    private static CollectorAnswer Convert(WireAnswer wire) => new CollectorAnswer
    {
        Nonce = wire.nonce,
        Audience = wire.aud,
        Receipt = wire.receipt,
        Refusal = wire.refusal,
        Policy = wire.policy,
        HeadSize = wire.head == null ? 0 : wire.head.size,
        HeadRoot = wire.head == null ? null : wire.head.root,
    };
}

#pragma warning disable IDE1006, SA1300 // The names are the wire's: nanoFramework.Json maps members by name.
/// <summary>The collector's answer as it stands on the wire.</summary>
public sealed class WireAnswer
{
    /// <summary>The next nonce.</summary>
    public string nonce { get; set; }

    /// <summary>The collector's id.</summary>
    public string aud { get; set; }

    /// <summary>The receipt.</summary>
    public string receipt { get; set; }

    /// <summary>The refusal.</summary>
    public string refusal { get; set; }

    /// <summary>The restrictions.</summary>
    public string policy { get; set; }

    /// <summary>The log's head.</summary>
    public WireHead head { get; set; }
}

/// <summary>A tree head as it stands on the wire.</summary>
public sealed class WireHead
{
    /// <summary>Leaves.</summary>
    public long size { get; set; }

    /// <summary>Root, base64url.</summary>
    public string root { get; set; }
}
#pragma warning restore IDE1006, SA1300
