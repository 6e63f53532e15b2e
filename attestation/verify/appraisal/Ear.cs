using System.Text;
using System.Text.Json;

namespace NanoAgent.Attestation.Verify.Appraisal;

/// <summary>The payload of an attestation result (draft-ietf-rats-ear, names of 2026): written here, signed by the collector's EAR key.</summary>
public static class Ear
{
    /// <summary>The value of <c>eat_profile</c>.</summary>
    public const string Profile = "tag:ietf.org,2026:rats/ear#03";

    /// <summary>The <c>typ</c> of the JWS. An EAR is an EAT; its own key and profile keep it apart from a unit's token.</summary>
    public const string Type = "eat+jwt";

    /// <summary>The name of the one submodule.</summary>
    public const string Submodule = "unit";

    /// <summary>Writes the payload.</summary>
    /// <param name="token">The evidence.</param>
    /// <param name="receipt">SHA-256 of the evidence as received, base64url: binds the result to the very bytes.</param>
    /// <param name="appraisal">The appraisal.</param>
    /// <param name="issuedAt">Unix seconds.</param>
    /// <param name="verifier">Id and build of the verifier.</param>
    /// <param name="policy">Name of the policy applied; null when there were no reference values.</param>
    public static string Write(EatToken token, string receipt, AppraisalResult appraisal, long issuedAt, VerifierId verifier, string? policy)
    {
        using var buffer = new MemoryStream(512);

        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("eat_profile", Profile);
            json.WriteNumber("iat", issuedAt);
            json.WriteString("ear_status", EarStatuses.Name(appraisal.Status));
            json.WriteStartObject("ear_verifier_id");
            json.WriteString("developer", verifier.Developer);
            json.WriteString("build", verifier.Build);
            json.WriteEndObject();
            json.WriteStartObject("submods");
            json.WriteStartObject(Submodule);
            WriteSubmodule(json, token, receipt, appraisal, policy);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void WriteSubmodule(Utf8JsonWriter json, EatToken token, string receipt, AppraisalResult appraisal, string? policy)
    {
        json.WriteString("ear_status", EarStatuses.Name(appraisal.Status));
        KeyValuePair<string, int>[] claims = [.. appraisal.Vector.Claims()];

        if (claims.Length > 0)
        {
            json.WriteStartObject("ear_trustworthiness_vector");

            foreach (KeyValuePair<string, int> claim in claims)
            {
                json.WriteNumber(claim.Key, claim.Value);
            }

            json.WriteEndObject();
        }

        if (policy is not null)
        {
            json.WriteStartArray("ear_appraisal_policy_ids");
            json.WriteStringValue(policy);
            json.WriteEndArray();
        }

        json.WriteString("eat_nonce", token.Nonce);
        json.WriteString("ueid", token.Ueid);
        json.WriteString("na_receipt", receipt);
    }
}

/// <summary>Who verified (<c>ear_verifier_id</c>).</summary>
/// <param name="Developer">Who made the verifier.</param>
/// <param name="Build">Which build.</param>
public sealed record VerifierId(string Developer, string Build);
