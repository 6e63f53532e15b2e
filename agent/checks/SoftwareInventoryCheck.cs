using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.Checks;

/// <summary>Is it known what software runs?</summary>
/// <remarks>The fact "digest" is over name, version and digest of all components, so that units can be compared.</remarks>
public sealed class SoftwareInventoryCheck : ICheck
{
    private const string Order = CheckReasons.NoVersion;

    /// <inheritdoc/>
    public string Id => CheckIds.SoftwareInventory;

    /// <inheritdoc/>
    public Intrusion Intrusion => Intrusion.Reads;

    /// <inheritdoc/>
    public Finding Run(CheckContext context)
    {
        ISoftware software = context.Board.Software;
        Finding without = Answers.WithoutPart(Id, software);

        if (without != null)
        {
            return without;
        }

        if (software.Count == 0)
        {
            return Answers.NothingToCheck(Id, null);
        }

        var tally = new Tally(Id, Order);
        var all = new ListDigest();
        int unread = 0;

        for (int i = 0; i < software.Count; i++)
        {
            unread += Add(software, i, all, tally) ? 0 : 1;
        }

        tally.Facts.Add("components", software.Count);
        tally.Facts.Add("digests-unread", unread);
        tally.Facts.Add(ListDigest.Fact, all.Finish());
        return tally.Finish(unread == 0 ? Basis.Measured : Basis.Declared, Reasons.Holds);
    }

    /// <summary>Adds one component to the sum. False when its own digest cannot be read.</summary>
    private static bool Add(ISoftware software, int index, ListDigest all, Tally tally)
    {
        string name = software.NameAt(index);
        string version = software.VersionAt(index);
        byte[] own = software.DigestAt(index);

        if (version == null || version.Length == 0)
        {
            tally.Bad(CheckReasons.NoVersion, Basis.Measured, name);
        }

        all.Add(name + "\n" + version);

        if (own == null)
        {
            return false;
        }

        all.Add(own);
        return true;
    }
}
