using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;

namespace NanoAgent.Checks;

/// <summary>Is it known what software runs?</summary>
/// <remarks>The fact "digest" is the first half of SHA-256 over name, version and digest of all components, so that units can be compared.</remarks>
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
        var all = new Sha256();
        int unread = 0;

        for (int i = 0; i < software.Count; i++)
        {
            unread += Add(software, i, all, tally) ? 0 : 1;
        }

        byte[] digest = new byte[Sha256.HashBytes];
        all.Finish(digest, 0);
        tally.Facts.Add("components", software.Count);
        tally.Facts.Add("digests-unread", unread);
        tally.Facts.Add("digest", Hex.Text(digest, 0, 16));
        return tally.Finish(unread == 0 ? Basis.Measured : Basis.Declared, Reasons.Holds);
    }

    /// <summary>Adds one component to the sum. False when its own digest cannot be read.</summary>
    private static bool Add(ISoftware software, int index, Sha256 all, Tally tally)
    {
        string name = software.NameAt(index);
        string version = software.VersionAt(index);
        byte[] own = software.DigestAt(index);

        if (version == null || version.Length == 0)
        {
            tally.Bad(CheckReasons.NoVersion, Basis.Measured, name);
        }

        byte[] line = Ascii.Bytes(name + "\n" + version + "\n");
        all.Append(line, 0, line.Length);

        if (own == null)
        {
            return false;
        }

        all.Append(own, 0, own.Length);
        return true;
    }
}
