using System.Buffers;
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

    // More than any payload takes, so that the writer never has to look for more.
    private const int Room = 2048;

    /// <summary>Writes the payload.</summary>
    /// <param name="token">The evidence.</param>
    /// <param name="receipt">SHA-256 of the evidence as received, base64url: binds the result to the very bytes.</param>
    /// <param name="appraisal">The appraisal.</param>
    /// <param name="issuedAt">Unix seconds.</param>
    /// <param name="verifier">Id and build of the verifier.</param>
    /// <param name="policy">Name of the policy applied; null when there were no reference values.</param>
    /// <returns>The JSON, UTF-8.</returns>
    public static ReadOnlySpan<byte> Write(EatToken token, string receipt, AppraisalResult appraisal, long issuedAt, VerifierId verifier, string? policy)
    {
        var buffer = new ArrayBufferWriter<byte>(Room);

        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("eat_profile"u8, Profile);
            json.WriteNumber("iat"u8, issuedAt);
            json.WriteString("ear_status"u8, EarStatuses.Name(appraisal.Status));
            json.WriteStartObject("ear_verifier_id"u8);
            json.WriteString("developer"u8, verifier.Developer);
            json.WriteString("build"u8, verifier.Build);
            json.WriteEndObject();
            json.WriteStartObject("submods"u8);
            json.WriteStartObject(Submodule);
            WriteSubmodule(json, token, receipt, appraisal, policy);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan;
    }

    private static void WriteSubmodule(Utf8JsonWriter json, EatToken token, string receipt, AppraisalResult appraisal, string? policy)
    {
        json.WriteString("ear_status"u8, EarStatuses.Name(appraisal.Status));
        KeyValuePair<string, int>[] claims = [.. appraisal.Vector.Claims()];

        if (claims.Length > 0)
        {
            json.WriteStartObject("ear_trustworthiness_vector"u8);

            foreach (KeyValuePair<string, int> claim in claims)
            {
                json.WriteNumber(claim.Key, claim.Value);
            }

            json.WriteEndObject();
        }

        if (policy is not null)
        {
            json.WriteStartArray("ear_appraisal_policy_ids"u8);
            json.WriteStringValue(policy);
            json.WriteEndArray();
        }

        json.WriteString("eat_nonce"u8, token.Nonce);
        json.WriteString("ueid"u8, token.Ueid);
        json.WriteString("na_receipt"u8, receipt);
    }
}

/// <summary>Who verified (<c>ear_verifier_id</c>).</summary>
/// <param name="Developer">Who made the verifier.</param>
/// <param name="Build">Which build.</param>
public sealed record VerifierId(string Developer, string Build);
