using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Attestation.Verify.Appraisal;
using NanoAgent.Attestation.Verify.Log;
using NanoAgent.Collector.Attestations;
using NanoAgent.Collector.Devices;
using NanoAgent.Collector.Keys;
using NanoAgent.Collector.Log;
using NanoAgent.Collector.Operators;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Doors;

/// <summary>What is read: keys and log by anyone, units by operators.</summary>
internal static class ReadDoors
{
    private const int PageSize = 200;

    /// <summary>Adds what anyone may read: it holds nothing of a unit.</summary>
    public static void MapPublic(IEndpointRouteBuilder doors, CollectorServices collector, ServerCertificate certificate)
    {
        doors.MapGet("/v1/pins", () => Results.Text(Pins(collector, certificate), "application/jose"));
        doors.MapGet("/healthz", () => Results.Text("alive"));
        doors.MapGet("/readyz", () => Results.Text(Ready(collector)));
        doors.MapGet("/v1/keys", () => Results.Text(collector.Keys.ToJwks(), "application/jwk-set+json"));
        doors.MapGet("/v1/log/head", () => Results.Text(collector.SignedHead().Jws, "application/jose"));
        doors.MapGet("/v1/log/proof/{index:long}", (long index, long? size) => Proof(collector, index, size));
        doors.MapGet("/v1/log/consistency", (long from, long? to) => Consistency(collector, from, to));
    }

    /// <summary>Adds what operators may read: units, and what people did.</summary>
    public static void MapUnits(IEndpointRouteBuilder doors, CollectorServices collector)
    {
        doors.MapGet("/v1/devices", (string? after) => Results.Ok(collector.Units(after ?? "", PageSize).Select(unit => Summary(collector, unit))));
        doors.MapGet("/v1/devices/{ueid}", (string ueid) => collector.FindUnit(ueid) is Unit unit ? Results.Ok(Detail(collector, unit)) : Missing());
        doors.MapGet("/v1/devices/{ueid}/attestations", (string ueid) => collector.FindUnit(ueid) is Unit unit ? Results.Ok(Reports(collector, unit)) : Missing());
        doors.MapGet("/v1/audit", (long? before) => Results.Ok(Audit(collector, before ?? long.MaxValue)));
    }

    private static string Ready(CollectorServices collector)
    {
        collector.Keys.TryOut();
        return string.Create(CultureInfo.InvariantCulture, $"ready, {collector.Store.Read(s => new StoredNodes(s).Head().Size)} entries");
    }

    // Whoever can no longer check the channel knows the log's key still.
    private static string Pins(CollectorServices collector, ServerCertificate certificate) => collector.Keys.Active(KeyPurpose.Log).Sign(
        "nanoagent-pins+jwt",
        System.Text.Json.JsonSerializer.Serialize(new { iss = collector.Id, iat = collector.Now, pins = certificate.Pins }));

    private static object Summary(CollectorServices collector, Unit unit) => new
    {
        ueid = unit.Ueid,
        model = unit.Model,
        @virtual = unit.Virtual,
        state = UnitStates.Name(collector.StateOf(unit)),
        firmware = unit.Standing.Firmware,
        lastSeen = unit.Standing.LastSeen,
        failing = unit.Standing.Failing,
        earStatus = EarStatuses.Name((EarStatus)unit.Standing.EarStatus),
        reports = unit.Standing.Reports,
    };

    private static object Detail(CollectorServices collector, Unit unit) => new
    {
        unit = Summary(collector, unit),
        kid = unit.KeyId,
        enrolledAt = unit.EnrolledAt,
        keys = collector.Life.Keys(unit.Ueid),
        endorsement = new { state = System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(collector.Endorsements.StateOf(unit).ToString()), said = collector.Endorsements.Find(unit.Ueid) },
        life = collector.Life.Changes(unit).Select(change => new { change.At, change.Who, change.Why, was = UnitStates.Name(change.Was), became = UnitStates.Name(change.Became) }),
        state = new { at = unit.Standing.StateAt, by = unit.Standing.StateBy, why = unit.Standing.StateWhy },
        findings = collector.Store.Read(session => Findings(session, unit.Id)),
        openFailures = collector.Store.Read(session => session.Query(
            "SELECT check_id, reason, firmware, at, observation, through FROM failures WHERE unit_id = @unit AND acknowledged_at IS NULL ORDER BY id",
            row => new { check = row.GetString(0), reason = row.GetString(1), firmware = row.GetString(2), at = row.GetInt64(3), observation = row.GetInt64(4), through = row.GetInt64(5) },
            unit.Id)),
    };

    private static List<object> Findings(StoreSession session, long unit) => session.Query<object>(
        "SELECT check_id, outcome, basis, reason, since_at, since_index FROM findings WHERE unit_id = @unit ORDER BY check_id",
        row => new
        {
            check = row.GetString(0),
            outcome = ClaimNames.Of((Outcome)row.GetInt64(1)),
            basis = ClaimNames.Of((Basis)row.GetInt64(2)),
            reason = row.GetString(3),
            since = row.GetInt64(4),
            sinceIndex = row.GetInt64(5),
        },
        unit);

    private static IEnumerable<object> Reports(CollectorServices collector, Unit unit) =>
        collector.Store.Read(session => StoredReports.Newest(session, unit.Id, PageSize))
            .Select(r => new { index = r.Index, receivedAt = r.ReceivedAt, observation = r.Observation, number = r.Number, live = r.IsLive, firmware = r.Firmware, token = r.Token, ear = r.Ear });

    // The member `before` is the parameter of the next page, and null on the last.
    private static object Audit(CollectorServices collector, long before)
    {
        IReadOnlyList<AuditedAct> acts = collector.Operators.Audit(PageSize, before);
        return new { acts, before = acts.Count == PageSize ? acts[^1].Id : (long?)null };
    }

    private static IResult Proof(CollectorServices collector, long index, long? size) => collector.Store.Read(session =>
    {
        var nodes = new StoredNodes(session);
        long at = size ?? nodes.Head().Size;
        bool there = index >= 0 && index < at && at <= nodes.Head().Size;
        return there ? Results.Ok(new { index, size = at, path = Texts(TreeProofs.Inclusion(nodes, index, at)) }) : Missing();
    });

    private static IResult Consistency(CollectorServices collector, long from, long? to) => collector.Store.Read(session =>
    {
        var nodes = new StoredNodes(session);
        long at = to ?? nodes.Head().Size;
        bool there = from >= 0 && from <= at && at <= nodes.Head().Size;
        return there ? Results.Ok(new { from, to = at, path = Texts(TreeProofs.Consistency(nodes, from, at)) }) : Missing();
    });

    private static IEnumerable<string> Texts(IReadOnlyList<byte[]> hashes) => hashes.Select(Base64Url.Encode);

    private static IResult Missing() => Problems.Of(StatusCodes.Status404NotFound, "not-found", "nothing there");
}
