using System.Text.Json;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Evidence;

/// <summary>How the fuses were joined to a unit.</summary>
public enum ProvisioningJoin
{
    /// <summary>Whoever provisioned the unit named its UEID.</summary>
    Ueid = 1,

    /// <summary>The manufacturer's endorsement names the UEID and the MAC in the fuses.</summary>
    Endorsement = 2,
}

/// <summary>What whoever provisioned a unit signs about its fuses. The MAC itself stays out: it joins, and identifies for life.</summary>
public sealed record ProvisioningContent
{
    /// <summary>The <c>typ</c> of a provisioning record's JWS.</summary>
    public const string Type = "nanoagent-provisioning+jwt";

    /// <summary>The product.</summary>
    public required string Product { get; init; }

    /// <summary>The unit's UEID, base64url.</summary>
    public required string Ueid { get; init; }

    /// <summary>How the unit was found.</summary>
    public required ProvisioningJoin JoinedBy { get; init; }

    /// <summary>What the fuses say.</summary>
    public required FuseFacts Fuses { get; init; }

    /// <summary>SHA-256 of the summary that was read, 64 hexadecimal digits; the summary itself stays with whoever signed.</summary>
    public required string SummarySha256 { get; init; }

    /// <summary>Who provisioned, or read the fuses.</summary>
    public required string By { get; init; }

    /// <summary>When the record was signed, in Unix seconds.</summary>
    public required long At { get; init; }

    /// <summary>Signs it as a record.</summary>
    /// <param name="content">What was read.</param>
    /// <param name="provisioner">The key of whoever provisioned.</param>
    public static ProvisioningRecord Sign(ProvisioningContent content, TokenSigner provisioner)
    {
        ArgumentNullException.ThrowIfNull(content);
        return new ProvisioningRecord { Product = content.Product, Jws = SignedJson.SignWithKey(Type, JsonSerializer.SerializeToUtf8Bytes(content, Json.Files), provisioner) };
    }

    /// <summary>Reads and checks a record's signature by the key in its own header; whose key that is, is another question.</summary>
    /// <param name="record">The record.</param>
    /// <param name="content">What was signed, or null.</param>
    /// <param name="provisioner">Thumbprint of the key, or null.</param>
    public static bool TryRead(ProvisioningRecord record, out ProvisioningContent? content, out string? provisioner)
    {
        ArgumentNullException.ThrowIfNull(record);
        content = SignedJson.TryReadByOwnKey<ProvisioningContent>(record.Jws, Type, out provisioner);
        return content is not null && content.Product == record.Product && PackForm.IsTime(content.At);
    }
}
