using System.Globalization;
using System.Security.Cryptography.X509Certificates;
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
using NanoAgent.Collector.Doors.Api;
using NanoAgent.Collector.Keys;
using NanoAgent.Collector.Log;
using NanoAgent.Collector.Operators;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Doors;

/// <summary>What is read: keys and log by anyone, units by operators.</summary>
internal static class ReadDoors
{
    private const int PageSize = 200;
    private static readonly System.Text.Json.JsonSerializerOptions _withoutNulls = new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Adds what anyone may read: it holds nothing of a unit.</summary>
    public static void MapPublic(IEndpointRouteBuilder doors, CollectorServices collector, ServedCertificate certificate)
    {
        doors.MapGet("/v1/pins", () => Results.Text(Pins(collector, certificate.Now), "application/jose")).DescribePins();
        doors.MapGet("/healthz", () => Results.Text("alive")).DescribeAlive();
        doors.MapGet("/readyz", () => Results.Text(Ready(collector))).DescribeReady();
        doors.MapGet("/v1/keys", (string? purpose) => Results.Text(collector.Keys.ToJwks(purpose), "application/jwk-set+json")).DescribeKeys();
        doors.MapGet("/v1/log/head", () => Results.Text(collector.SignedHead().Jws, "application/jose")).DescribeHead();
        doors.MapGet("/v1/log/proof/{index:long}", (long index, long? size) => Proof(collector, index, size)).DescribeInclusion();
        doors.MapGet("/v1/log/consistency", (long from, long? to) => Consistency(collector, from, to)).DescribeConsistency();
    }

    /// <summary>Adds what operators may read: units, and what people did.</summary>
    public static void MapUnits(IEndpointRouteBuilder doors, CollectorServices collector)
    {
        doors.MapGet("/v1/devices", (string? after) => Results.Ok(collector.Units(after ?? "", PageSize).Select(unit => Summary(collector, unit)))).DescribeUnits();
        doors.MapGet("/v1/devices/{ueid}", (string ueid) => collector.FindUnit(ueid) is Unit unit ? Results.Ok(Detail(collector, unit)) : Missing()).DescribeUnit();
        doors.MapGet("/v1/devices/{ueid}/attestations", (string ueid) => collector.FindUnit(ueid) is Unit unit ? Results.Ok(Reports(collector, unit)) : Missing()).DescribeReports();
        doors.MapGet("/v1/audit", (long? before) => Results.Ok(Audit(collector, before ?? long.MaxValue))).DescribeAudit();
    }

    private static string Ready(CollectorServices collector)
    {
        collector.Keys.TryOut();
        return collector.Store.Read(session =>
        {
            Migrations.RefuseNewer(session);
            return string.Create(CultureInfo.InvariantCulture, $"ready, {new StoredNodes(session).Head().Size} entries");
        });
    }

    // Whoever can no longer check the channel knows the log's key still. DER in base64url, since a chip has no reader of JSON that would undo escapes.
    private static string Pins(CollectorServices collector, ServerCertificate certificate) => collector.Keys.Active(KeyPurpose.Log).Sign(
        "nanoagent-pins+jwt",
        System.Text.Json.JsonSerializer.Serialize(new { iss = collector.Id, iat = collector.Now, pins = certificate.Pins.Select(Der), address = collector.Options.Announced }, _withoutNulls));

    private static string Der(string pem)
    {
        using X509Certificate2 pin = X509Certificate2.CreateFromPem(pem);
        return Base64Url.Encode(pin.RawData);
    }

    private static UnitSummary Summary(CollectorServices collector, Unit unit) => new(
        unit.Ueid,
        unit.Model,
        unit.Virtual,
        UnitStates.Name(collector.StateOf(unit)),
        unit.Standing.Firmware,
        unit.Standing.LastSeen,
        unit.Standing.Failing,
        EarStatuses.Name((EarStatus)unit.Standing.EarStatus),
        unit.Standing.Reports);

    private static UnitDetail Detail(CollectorServices collector, Unit unit) => new(
        Summary(collector, unit),
        unit.KeyId,
        unit.EnrolledAt,
        collector.Life.Keys(unit.Ueid),
        new UnitEndorsement(System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(collector.Endorsements.StateOf(unit).ToString()), collector.Endorsements.Find(unit.Ueid)),
        collector.Life.Changes(unit).Select(change => new UnitStep(change.At, change.Who, change.Why, UnitStates.Name(change.Was), UnitStates.Name(change.Became))),
        new UnitStateNote(unit.Standing.StateAt, unit.Standing.StateBy, unit.Standing.StateWhy),
        collector.Store.Read(session => Findings(session, unit.Id)),
        collector.Life.OpenFailures(unit));

    private static List<UnitFinding> Findings(StoreSession session, long unit) => session.Query(
        "SELECT check_id, outcome, basis, reason, since_at, since_index FROM findings WHERE unit_id = @unit ORDER BY check_id",
        row => new UnitFinding(row.GetString(0), ClaimNames.Of((Outcome)row.GetInt64(1)), ClaimNames.Of((Basis)row.GetInt64(2)), row.GetString(3), row.GetInt64(4), row.GetInt64(5)),
        unit);

    private static IEnumerable<UnitReport> Reports(CollectorServices collector, Unit unit) =>
        collector.Store.Read(session => StoredReports.Newest(session, unit.Id, PageSize))
            .Select(r => new UnitReport(r.Index, r.ReceivedAt, r.Observation, r.Number, r.IsLive, r.Firmware, r.Token, r.Ear));

    // The member `before` is the parameter of the next page, and null on the last.
    private static AuditPage Audit(CollectorServices collector, long before)
    {
        IReadOnlyList<AuditedAct> acts = collector.Operators.Audit(PageSize, before);
        return new AuditPage(acts, acts.Count == PageSize ? acts[^1].Id : null);
    }

    private static IResult Proof(CollectorServices collector, long index, long? size) => collector.Store.Read(session =>
    {
        var nodes = new StoredNodes(session);
        long at = size ?? nodes.Head().Size;
        bool there = index >= 0 && index < at && at <= nodes.Head().Size;
        return there ? Results.Ok(new InclusionAnswer(index, at, Texts(TreeProofs.Inclusion(nodes, index, at)))) : Missing();
    });

    private static IResult Consistency(CollectorServices collector, long from, long? to) => collector.Store.Read(session =>
    {
        var nodes = new StoredNodes(session);
        long at = to ?? nodes.Head().Size;
        bool there = from >= 0 && from <= at && at <= nodes.Head().Size;
        return there ? Results.Ok(new ConsistencyAnswer(from, at, Texts(TreeProofs.Consistency(nodes, from, at)))) : Missing();
    });

    private static IEnumerable<string> Texts(IReadOnlyList<byte[]> hashes) => hashes.Select(Base64Url.Encode);

    private static IResult Missing() => Problems.Of(StatusCodes.Status404NotFound, "not-found", "nothing there");
}
