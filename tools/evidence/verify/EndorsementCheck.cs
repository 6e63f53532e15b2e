using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify.Jws;

namespace NanoAgent.Evidence;

/// <summary>Checks the endorsements of a pack's units again: by the endorsers' keys that somebody handed in, or else by those of the pack.</summary>
/// <param name="expected">The endorsers that are expected; null when nobody said.</param>
/// <param name="problems">What does not hold is added here.</param>
/// <param name="signatures">ECDSA.</param>
internal sealed class EndorsementCheck(IReadOnlyList<Endorser>? expected, List<PackProblem> problems, Es256Verifier signatures)
{
    /// <summary>How many were checked and hold.</summary>
    public int Checked { get; private set; }

    /// <summary>How many could not be checked: a pack of before endorsers' keys were carried, and none was handed in.</summary>
    public int Unchecked { get; private set; }

    /// <summary>Checks a unit's, when it has one.</summary>
    /// <param name="unit">The unit, its key and enrolment checked before.</param>
    /// <param name="carriesKeys">The pack has endorsers' keys.</param>
    public void Check(UnitEvidence unit, bool carriesKeys)
    {
        if (unit.Endorsement is not string jws)
        {
            return;
        }

        if (expected is null && !carriesKeys)
        {
            Unchecked++;
            return;
        }

        EndorsementRefusal refusal = Endorsement.TryRead(jws, kid => KeyOf(unit, kid), signatures, out Endorsement? said);

        if (refusal != EndorsementRefusal.None)
        {
            Refuse(unit, Why(refusal));
        }
        else if (!IsAbout(unit, said!))
        {
            Refuse(unit, "is about another unit or another key");
        }
        else
        {
            Checked++;
        }
    }

    private PublicKey? KeyOf(UnitEvidence unit, string kid)
    {
        IEnumerable<Endorser> known = expected ?? (unit.Endorser is Endorser own ? [own] : []);
        return known.FirstOrDefault(endorser => endorser.Key.Thumbprint() == kid)?.Key;
    }

    private void Refuse(UnitEvidence unit, string why) => problems.Add(new PackProblem(PackFormat.Units, PackFault.BadEndorsement, $"the endorsement of unit {unit.Ueid} {why}"));

    private string Why(EndorsementRefusal refusal) => refusal switch
    {
        EndorsementRefusal.Malformed => "is no signed text",
        EndorsementRefusal.NotTrusted => expected is null ? $"is by a key that is not in {PackFormat.Endorsers}" : "is by a key that is not among the expected endorsers'",
        EndorsementRefusal.BadSignature => "is not signed by the key that it names, or is of another type",
        _ => "lacks a claim, or has one outside its bound",
    };

    private static bool IsAbout(UnitEvidence unit, Endorsement said) =>
        said.Ueid == unit.Ueid && Jwk.TryRead(System.Text.Encoding.UTF8.GetBytes(unit.Jwk), out PublicKey? key) && said.Key.KeyId == key!.Thumbprint();
}
