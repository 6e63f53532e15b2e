using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using NanoAgent.Attestation.Verify;
using NanoAgent.Collector.Pages;

namespace NanoAgent.Collector.Doors;

/// <summary>Answers that are no (RFC 9457): each names its refusal in the member <c>refusal</c>.</summary>
internal static class Problems
{
    // The value of a trustworthiness claim when the verifier itself did not do its work (AR4SI §2.3.2): whoever counts results counts this one as none.
    private const int VerifierMalfunction = -1;

    /// <summary>The name of a fault of this side.</summary>
    public const string UnavailableName = "unavailable";

    /// <summary>A verifier's refusal.</summary>
    public static IResult Of(Refusal refusal, string? claim = null)
    {
        string name = Name(refusal);
        string detail = claim is null ? About(refusal) : $"{About(refusal)}: {claim}";
        return Of(StatusOf(refusal), name, detail);
    }

    /// <summary>A refusal that a person can meet on a page.</summary>
    public static IResult Of(int status, PageRefusal refusal, string detail) => Of(status, PageRefusals.Name(refusal), detail);

    /// <summary>A refusal with a name of its own.</summary>
    public static IResult Of(int status, string refusal, string detail) => Of(status, refusal, detail, new Dictionary<string, object?> { ["refusal"] = refusal });

    /// <summary>A fault of this side. Never a verdict about a device: it may simply ask again. What is wrong stands in the events, for whoever runs the collector.</summary>
    public static IResult Unavailable(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "5";
        return Of(StatusCodes.Status503ServiceUnavailable, UnavailableName, "the collector cannot do its work now: say it again later", new Dictionary<string, object?> { ["refusal"] = UnavailableName, ["ar4si"] = VerifierMalfunction });
    }

    /// <summary>A request that did not get as far as a door: cut off, too large, or with a parameter that is missing or of another form.</summary>
    public static IResult Unreadable(int status) => status == StatusCodes.Status413PayloadTooLarge
        ? Of(status, Name(Refusal.TooLarge), "the body is longer than this door takes")
        : Of(status, PageRefusal.BadRequest, "the request cannot be read, or a parameter is missing or of another form");

    /// <summary>The spelling of a refusal on the wire.</summary>
    public static string Name(Refusal refusal) => JsonNamingPolicy.KebabCaseLower.ConvertName(refusal.ToString());

    /// <summary>The status code of a refusal.</summary>
    public static int StatusOf(Refusal refusal) => refusal switch
    {
        Refusal.TooLarge => StatusCodes.Status413PayloadTooLarge,
        Refusal.UnknownUnit or Refusal.RevokedUnit or Refusal.BadSignature or Refusal.WrongUnit => StatusCodes.Status403Forbidden,
        Refusal.StaleNonce or Refusal.UsedNonce => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status400BadRequest,
    };

    private static IResult Of(int status, string refusal, string detail, Dictionary<string, object?> members) =>
        new Refused(TypedResults.Problem(detail, statusCode: status, title: refusal, type: "urn:nanoagent:refusal:" + refusal, extensions: members));

    private static string About(Refusal refusal) => refusal switch
    {
        Refusal.TooLarge => "longer than this door takes",
        Refusal.Malformed => "no compact JWS in its one spelling, or no strict JSON inside",
        Refusal.WrongType => "typ is another",
        Refusal.UnknownCritical => "crit demands an extension, and the profile has none",
        Refusal.WrongAlgorithm => "alg is not ES256",
        Refusal.UnknownUnit => "no unit is enrolled under this kid",
        Refusal.RevokedUnit => "the unit's key was revoked",
        Refusal.BadSignature => "the signature does not belong to these bytes and this key",
        Refusal.WrongProfile => "eat_profile is missing or another",
        Refusal.MissingClaim => "a claim is missing",
        Refusal.InvalidClaim => "a claim is of another type or outside its bound",
        Refusal.WrongAudience => "aud names another collector",
        Refusal.WrongUnit => "not the unit to which this key belongs",
        Refusal.StaleNonce => "the nonce is not one that was given to this key, or has expired",
        Refusal.UsedNonce => "the nonce was used by other bytes",
        _ => "refused",
    };

    // Said as a page to who asks a page for one.
    private sealed class Refused(ProblemHttpResult problem) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => PageRefusals.Find(httpContext, problem) is IResult page ? page.ExecuteAsync(httpContext) : problem.ExecuteAsync(httpContext);
    }
}
