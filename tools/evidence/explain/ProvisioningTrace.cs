using NanoAgent.Attestation.Verify;

namespace NanoAgent.Evidence;

/// <summary>What a provisioning record adds to one check of one unit, with the chain that joins it: row, record, endorsement, unit.</summary>
/// <param name="Ueid">The unit's UEID.</param>
/// <param name="Answer">What the fuses say, beside the unit.</param>
/// <param name="Record">The record, its signature checked by the key that came with it.</param>
/// <param name="Endorsement">The endorsement of the unit that the pack carries; null when it carries none.</param>
public sealed record ProvisioningTrace(string Ueid, ProvisionedAnswer Answer, UnitProvisioning Record, EndorsementTrace? Endorsement)
{
    /// <summary>Walks from a check to the provisioning record of a unit; of the unit that was walked down to where it has one, or else of the first that has.</summary>
    internal static ProvisioningTrace? Of(string check, IEnumerable<UnitReading> units, DeclarationResult judged, PackReport report)
    {
        foreach (UnitReading unit in units)
        {
            IReadOnlyList<TokenFinding> said = unit.Present?.Claims.Findings ?? [];

            foreach (UnitProvisioning record in UnitProvisioning.Of(judged.Records, unit.Unit.Ueid, said, judged.Options.Now).Where(r => r.Content.Product == judged.Product.Product))
            {
                if (record.Answers.FirstOrDefault(a => a.Check == check) is ProvisionedAnswer answer)
                {
                    return new ProvisioningTrace(unit.Unit.Ueid, answer, record, EndorsementTrace.Of(unit.Unit, report));
                }
            }
        }

        return null;
    }
}

/// <summary>By whose key an endorsement in a verified pack was checked.</summary>
public enum EndorserGround
{
    /// <summary>By nobody's: the pack carries no endorser's key, and none was handed in. The collector checked it when it took it.</summary>
    Unchecked = 0,

    /// <summary>By the key that the pack carries, which the collector trusts.</summary>
    PacksKey = 1,

    /// <summary>By a key that was handed in.</summary>
    ExpectedKey = 2,
}

/// <summary>An endorsement as a pack carries it.</summary>
/// <param name="Endorser">Who endorses, in the endorsement's own words.</param>
/// <param name="EndorserKey">Thumbprint of the key that it names as its signer's.</param>
/// <param name="Serial">The serial number.</param>
/// <param name="NamesTheKey">It names the key with which this unit signs.</param>
/// <param name="CheckedBy">By whose key its signature was checked.</param>
public sealed record EndorsementTrace(string Endorser, string EndorserKey, string Serial, bool NamesTheKey, EndorserGround CheckedBy)
{
    internal static EndorsementTrace? Of(UnitEvidence unit, PackReport report)
    {
        if (unit.Endorsement is null || Endorsement.Peek(unit.Endorsement) is not (Endorsement said, string key))
        {
            return null;
        }

        Attestation.Verify.Jws.Jwk.TryRead(System.Text.Encoding.UTF8.GetBytes(unit.Jwk), out Attestation.Crypto.PublicKey? unitKey);
        EndorserGround ground = report.EndorsersExpected ? EndorserGround.ExpectedKey : unit.Endorser is null ? EndorserGround.Unchecked : EndorserGround.PacksKey;
        return new EndorsementTrace(said.Issuer, key, said.Serial, said.Ueid == unit.Ueid && said.Key.KeyId == unitKey!.Thumbprint(), ground);
    }
}
