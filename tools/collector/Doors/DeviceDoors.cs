using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Attestation.Verify;
using NanoAgent.Attestation.Verify.Log;
using NanoAgent.Collector.Attestations;
using NanoAgent.Collector.Doors.Api;
using NanoAgent.Collector.Enrolments;
using NanoAgent.Collector.Watching;

namespace NanoAgent.Collector.Doors;

/// <summary>What units knock at: challenge, enrolment, report (SPEC.md, "Wire protocol").</summary>
internal static class DeviceDoors
{
    private const int MostChallengeBytes = 256;

    /// <summary>Adds the doors.</summary>
    public static void Map(IEndpointRouteBuilder doors, CollectorServices collector)
    {
        doors.MapPost("/v1/challenges", async (HttpRequest request, CancellationToken cancel) => Challenge(collector, await Body.ReadAsync(request, MostChallengeBytes, cancel))).DescribeChallenge();
        doors.MapPost("/v1/enrolments", (HttpRequest request, CancellationToken cancel) => EnrolAsync(collector, request, cancel)).DescribeEnrolment();
        doors.MapPost("/v1/tags", (HttpRequest request, CancellationToken cancel) => TagsAsync(collector, request, cancel)).DescribeTags();
        doors.MapPost("/v1/attestations", (HttpRequest request, CancellationToken cancel) => ReportAsync(collector, request, cancel)).DescribeReport();
    }

    /// <summary>Leads a unit straight to its door: it proves itself by what it signs, and no operator's cookie is looked for there.</summary>
    public static Task Enter(HttpContext context, RequestDelegate next) =>
        context.GetEndpoint() is { RequestDelegate: RequestDelegate door } found && found.Metadata.GetMetadata<Mark>() is not null ? door(context) : next(context);

    /// <summary>A tree head as units read it.</summary>
    public static HeadAnswer HeadOf(TreeHead head) => new(head.Size, Base64Url.Encode(head.Root));

    private static IResult Challenge(CollectorServices collector, byte[] body)
    {
        if (!StrictJson.TryReadObject(body, out JsonDocument? document))
        {
            return Problems.Of(Refusal.Malformed);
        }

        using (document)
        {
            bool hasKid = document!.RootElement.TryGetProperty("kid", out JsonElement kid) && kid.ValueKind == JsonValueKind.String && kid.GetString()!.Length == 43;
            return hasKid ? Results.Ok(new ChallengeAnswer(collector.Nonces.Next(kid.GetString()!), collector.Id)) : Problems.Of(Refusal.InvalidClaim, "kid");
        }
    }

    private static async Task<IResult> EnrolAsync(CollectorServices collector, HttpRequest request, CancellationToken cancel)
    {
        if (!Body.Is(request, "application/jose"))
        {
            return WrongContentType("application/jose");
        }

        byte[] jws = await Body.ReadAsync(request, EnrolmentVerifier.MaxLength, cancel);
        EnrolmentAnswer answer = await collector.Enrolments.EnrolAsync(jws, BearerOf(request));
        collector.Telemetry.Enrolment(answer.Outcome);
        return answer.Outcome switch
        {
            EnrolmentOutcome.Enrolled => Results.Text(answer.Body, "application/json", statusCode: StatusCodes.Status201Created),
            EnrolmentOutcome.Repeated => Results.Text(answer.Body, "application/json", statusCode: StatusCodes.Status200OK),
            EnrolmentOutcome.BadToken => Problems.Of(StatusCodes.Status401Unauthorized, "bad-enrolment-token", "the enrolment token is unknown, used, expired, or for another model"),
            EnrolmentOutcome.UeidTaken => Problems.Of(StatusCodes.Status409Conflict, "ueid-taken", "this UEID is enrolled with another key"),
            EnrolmentOutcome.KeyTaken => Problems.Of(StatusCodes.Status409Conflict, "key-taken", "this key is enrolled for another UEID, or was revoked"),
            _ => Problems.Of(answer.Refusal),
        };
    }

    private static async Task<IResult> ReportAsync(CollectorServices collector, HttpRequest request, CancellationToken cancel)
    {
        if (!Body.Is(request, "application/eat+jwt"))
        {
            return WrongContentType("application/eat+jwt");
        }

        ReportResult result = await collector.Reports.TakeAsync(await Body.ReadAsync(request, Profile.MaxTokenLength, cancel));
        collector.Telemetry.Report(result.Refusal);

        if (result.Answer is null)
        {
            collector.EventLog.Refused(request.Path, Problems.Name(result.Refusal));
        }

        return result.Answer is ReportAnswer answer ? new ReportReceipt(answer) : Problems.Of(result.Refusal, result.Detail);
    }

    private static async Task<IResult> TagsAsync(CollectorServices collector, HttpRequest request, CancellationToken cancel)
    {
        if (!Body.Is(request, "application/jose"))
        {
            return WrongContentType("application/jose");
        }

        (Refusal refusal, string? nonce) = await collector.Tags.TakeAsync(await Body.ReadAsync(request, TagsVerifier.MaxLength, cancel));
        return nonce is null ? Problems.Of(refusal) : Results.Ok(new TagsReceipt(nonce));
    }

    private static string? BearerOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is string header && header.StartsWith("Bearer ", StringComparison.Ordinal) ? header[7..] : null;

    private static IResult WrongContentType(string wanted) =>
        Problems.Of(StatusCodes.Status415UnsupportedMediaType, "wrong-content-type", $"content-type must be {wanted}");

    /// <summary>Marks the doors of this class.</summary>
    public sealed class Mark;
}
