using System.Text.Json;
using NanoAgent.Attestation.Verify;
using NanoAgent.Attestation.Verify.Jws;
using NanoAgent.Collector.Log;

namespace NanoAgent.Tests.Collector;

/// <summary>The acts that stand in a collector's log, by name, in order.</summary>
internal static class Acts
{
    public static string[] In(Scene scene) => [.. scene.Services.Store
        .Read(session => session.Query("SELECT entry FROM log_entries WHERE kind = @kind ORDER BY idx", row => (byte[])row.GetValue(0), (long)EntryKind.Act))
        .Select(NameOf)
        .OfType<string>()];

    private static string? NameOf(byte[] entry)
    {
        Assert.AreEqual(Refusal.None, CompactJws.TryRead(entry, 16384, out CompactJws? jws));
        using JsonDocument payload = JsonDocument.Parse(jws!.Payload);
        return payload.RootElement.TryGetProperty("act", out JsonElement act) ? act.GetString() : null;
    }
}
