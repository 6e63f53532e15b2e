using System;
using NanoAgent.Attestation.Claims;

namespace NanoAgent.Attestation.Token;

/// <summary>What a token says about its delivery: to whom, under which nonce, by which unit. Fixed when the token is signed.</summary>
/// <remarks>
/// Whoever wants to repeat a token after a reboot keeps these values with the signature: the same delivery and the same
/// observation give the same bytes. Fields, here and in <see cref="Observation"/>: the two accessors of a property take some 80 bytes of a device's flash.
/// </remarks>
public sealed class Delivery
{
    /// <summary>Makes a delivery.</summary>
    /// <param name="audience">Id of the collector, 1 to 64 printable ASCII characters.</param>
    /// <param name="nonce">The collector's nonce, 8 to 88 characters of base64url.</param>
    /// <param name="ueid">The unit's UEID (<see cref="Profile.IsUeid"/>).</param>
    /// <param name="model">Model designation, 1 to 32 printable ASCII characters.</param>
    /// <exception cref="ArgumentException">A value outside its bound.</exception>
    public Delivery(string audience, string nonce, byte[] ueid, string model)
    {
        if (!Profile.IsName(audience, Profile.MaxAudienceLength) || !Profile.IsNonce(nonce))
        {
            throw new ArgumentException("audience of 1 to 64 and nonce of 8 to 88 characters");
        }

        if (!Profile.IsUeid(ueid) || !Profile.IsName(model, Profile.MaxNameLength))
        {
            throw new ArgumentException("ueid of 17, 25 or 33 bytes and model of 1 to 32 characters");
        }

        Audience = audience;
        Nonce = nonce;
        Ueid = ueid;
        Model = model;
    }

    /// <summary>Id of the collector.</summary>
    public readonly string Audience;

    /// <summary>The collector's nonce.</summary>
    public readonly string Nonce;

    /// <summary>The unit's UEID.</summary>
    public readonly byte[] Ueid;

    /// <summary>Model designation.</summary>
    public readonly string Model;

    /// <summary>Seconds since 1970-01-01 UTC when it was signed, or <see cref="Profile.NoTime"/> when the clock was not set.</summary>
    public long IssuedAt = Profile.NoTime;

    /// <summary>Where the attestation key lies.</summary>
    public KeyProtection KeyProtection;

    /// <summary>Is this a simulated unit?</summary>
    public bool IsVirtual;

    /// <summary>Reports signed by this unit so far, this one included; only grows.</summary>
    public uint ReportNumber;

    /// <summary>Was the observation made under this nonce? Only then does it set the unit's current state.</summary>
    public bool IsLive;

    /// <summary>Observations dropped from the outbox so far, never delivered.</summary>
    public uint Lost;

    /// <summary>Size of the last tree head of the collector that the unit saw; ignored when <see cref="SeenRoot"/> is null.</summary>
    public long SeenSize;

    /// <summary>Root of that tree head, 32 bytes; null when none was seen, and the claim is then left out.</summary>
    public byte[] SeenRoot;

    /// <summary>Writes the delivery's claims into an open object.</summary>
    internal void WriteTo(JsonWriter json)
    {
        json.Name("eat_profile");
        json.Text(Profile.Uri);
        json.Name("aud");
        json.Text(Audience);
        json.Name("eat_nonce");
        json.Text(Nonce);

        if (IssuedAt >= 0)
        {
            json.Name("iat");
            json.Number(IssuedAt);
        }

        json.Name("ueid");
        json.Bytes(Ueid);
        WriteUnit(json);
        WriteReport(json);

        if (SeenRoot != null)
        {
            json.Name("na_seen");
            json.BeginObject();
            json.Name("size");
            json.Number(SeenSize);
            json.Name("root");
            json.Bytes(SeenRoot);
            json.EndObject();
        }
    }

    private void WriteUnit(JsonWriter json)
    {
        json.Name("na_unit");
        json.BeginObject();
        json.Name("model");
        json.Text(Model);
        json.Name("key");
        json.Text(ClaimNames.Of(KeyProtection));
        json.Name("virtual");
        json.Boolean(IsVirtual);
        json.EndObject();
    }

    private void WriteReport(JsonWriter json)
    {
        json.Name("na_report");
        json.BeginObject();
        json.Name("number");
        json.Number(ReportNumber);
        json.Name("live");
        json.Boolean(IsLive);
        json.Name("lost");
        json.Number(Lost);
        json.EndObject();
    }
}
