using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NanoAgent.Attestation.Verify;

namespace NanoAgent.Collector.Doors.Api;

/// <summary>What the API document says of each door: what it is for, what it takes, answers and refuses.</summary>
internal static class DoorDescriptions
{
    private const string Json = "application/json";
    private const string Jose = "application/jose";

    public static void DescribeChallenge(this RouteHandlerBuilder door) => door
        .WithSummary("A nonce for one use by one key").Takes<ChallengeRequest>(Json).Produces<ChallengeAnswer>()
        .Refuses(Refusal.Malformed, Refusal.InvalidClaim);

    public static void DescribeEnrolment(this RouteHandlerBuilder door) => door
        .WithSummary("Enrols a unit")
        .WithDescription("The body is a compact JWS of type nanoagent-enrol+jwt by the unit's new key; the one-time enrolment token is the bearer token. Known units that enrol again with the same key get their first answer again, with status 200.")
        .Takes<string>(Jose).Produces<EnrolmentReceipt>(StatusCodes.Status201Created).Produces<EnrolmentReceipt>()
        .WithMetadata(new BearerMark("a one-time enrolment token"))
        .Refuses(
            Refusal.TooLarge, Refusal.Malformed, Refusal.WrongType, Refusal.UnknownCritical, Refusal.WrongAlgorithm, Refusal.BadSignature, Refusal.MissingClaim, Refusal.InvalidClaim,
            Refusal.WrongAudience, Refusal.StaleNonce, Refusal.UsedNonce)
        .Refuses(StatusCodes.Status401Unauthorized, "bad-enrolment-token")
        .Refuses(StatusCodes.Status409Conflict, "ueid-taken")
        .Refuses(StatusCodes.Status409Conflict, "key-taken")
        .Writes();

    public static void DescribeTags(this RouteHandlerBuilder door) => door
        .WithSummary("Takes a unit's slow keyed tags of its factory-set credentials, to be compared over units and never published")
        .WithDescription("The body is a compact JWS of type nanoagent-tags+jwt by the unit's key.")
        .Takes<string>(Jose).Produces<TagsReceipt>()
        .Refuses(
            Refusal.TooLarge, Refusal.Malformed, Refusal.WrongType, Refusal.UnknownCritical, Refusal.WrongAlgorithm, Refusal.UnknownUnit, Refusal.RevokedUnit, Refusal.BadSignature,
            Refusal.MissingClaim, Refusal.InvalidClaim, Refusal.WrongAudience, Refusal.WrongUnit, Refusal.StaleNonce, Refusal.UsedNonce)
        .Writes();

    public static void DescribeReport(this RouteHandlerBuilder door) => door
        .WithSummary("Takes a unit's signed report")
        .WithDescription("The body is an EAT as a compact JWS (SPEC.md). The same bytes sent again by the same unit get the same receipt and change nothing.")
        .Takes<string>("application/eat+jwt").Produces<ReportAnswerBody>()
        .Refuses([.. Enum.GetValues<Refusal>().Where(r => r != Refusal.None)])
        .Writes();

    public static void DescribePins(this RouteHandlerBuilder door) => door
        .WithSummary("The certificate authorities that units may pin, signed by the log's key").Produces<string>(contentType: Jose);

    public static void DescribeAlive(this RouteHandlerBuilder door) => door
        .WithSummary("The process is there").Produces<string>(contentType: "text/plain");

    public static void DescribeReady(this RouteHandlerBuilder door) => door
        .WithSummary("The database answers, and the keys sign").Produces<string>(contentType: "text/plain").Refuses(StatusCodes.Status503ServiceUnavailable, "unavailable");

    public static void DescribeKeys(this RouteHandlerBuilder door) => door
        .WithSummary("The collector's public keys, a JWK Set (RFC 7517)").Produces<string>(contentType: "application/jwk-set+json").Refuses(StatusCodes.Status400BadRequest, "bad-request");

    public static void DescribeHead(this RouteHandlerBuilder door) => door
        .WithSummary("The log's signed tree head, a compact JWS").Produces<string>(contentType: Jose).Refuses(StatusCodes.Status503ServiceUnavailable, "unavailable");

    public static void DescribeInclusion(this RouteHandlerBuilder door) => door
        .WithSummary("Proves that an entry is in the log of a size, the present one without it").Produces<InclusionAnswer>().Refuses(StatusCodes.Status400BadRequest, "bad-request").Reads();

    public static void DescribeConsistency(this RouteHandlerBuilder door) => door
        .WithSummary("Proves that the log of one size has grown into that of another").Produces<ConsistencyAnswer>().Refuses(StatusCodes.Status400BadRequest, "bad-request").Reads();

    public static void DescribeUnits(this RouteHandlerBuilder door) => door
        .WithSummary("Units by UEID, 200 at a time, those after the one that is named").Produces<IEnumerable<UnitSummary>>().ForOperators()
        .Refuses(StatusCodes.Status400BadRequest, "bad-request")
        .Refuses(StatusCodes.Status503ServiceUnavailable, "unavailable");

    public static void DescribeUnit(this RouteHandlerBuilder door) => door.WithSummary("All that is known of a unit").Produces<UnitDetail>().ForOperators().Reads();

    public static void DescribeReports(this RouteHandlerBuilder door) => door
        .WithSummary("A unit's newest 200 reports, each as received, with its attestation result").Produces<IEnumerable<UnitReport>>().ForOperators().Reads();

    public static void DescribeAudit(this RouteHandlerBuilder door) => door
        .WithSummary("What people did, the newest first, 200 at a time, those before the one that is named").Produces<AuditPage>().ForOperators()
        .Refuses(StatusCodes.Status400BadRequest, "bad-request")
        .Refuses(StatusCodes.Status503ServiceUnavailable, "unavailable");

    // The framework's own word for it would refuse other content types before the door can say so in its way.
    private static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder door, string contentType) => door.WithMetadata(new BodyMark(typeof(T), contentType));

    private static RouteHandlerBuilder ForOperators(this RouteHandlerBuilder door) => door
        .WithMetadata(new BearerMark("an operator's token, at least of a viewer"))
        .Refuses(StatusCodes.Status401Unauthorized, "not-signed-in")
        .Refuses(StatusCodes.Status403Forbidden, "role-missing");

    private static void Writes(this RouteHandlerBuilder door) => door
        .Refuses(StatusCodes.Status415UnsupportedMediaType, "wrong-content-type")
        .Refuses(StatusCodes.Status503ServiceUnavailable, "unavailable");

    private static void Reads(this RouteHandlerBuilder door) => door
        .Refuses(StatusCodes.Status404NotFound, "not-found")
        .Refuses(StatusCodes.Status503ServiceUnavailable, "unavailable");
}

/// <summary>What the door takes.</summary>
/// <param name="Type">Its form.</param>
/// <param name="ContentType">Its media type.</param>
internal sealed record BodyMark(Type Type, string ContentType);

/// <summary>The door wants a bearer token.</summary>
/// <param name="Whose">Which.</param>
internal sealed record BearerMark(string Whose);
