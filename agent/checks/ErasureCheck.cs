using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;

namespace NanoAgent.Checks;

/// <summary>Does erasing leave nothing readable?</summary>
/// <remarks>Works on a scratch area, unless both the board and the local policy let it have the real stores.</remarks>
public sealed class ErasureCheck : ICheck
{
    private const int MarkerLength = 16;

    private const string Order =
        CheckReasons.EraseFailed + "," + CheckReasons.LeftReadable + "," + CheckReasons.DefaultsNotBack
        + "," + CheckReasons.KeyNotDestroyed;

    /// <inheritdoc/>
    public string Id => CheckIds.Erasure;

    /// <inheritdoc/>
    public Intrusion Intrusion => Intrusion.Probes;

    /// <inheritdoc/>
    public Finding Run(CheckContext context)
    {
        IEraser eraser = context.Board.Eraser;
        Finding without = Answers.WithoutPart(Id, eraser);

        if (without != null)
        {
            return without;
        }

        if (eraser.OnRealStores && !context.MayEraseRealStores)
        {
            return Answers.NotRun(Id, Reasons.ForbiddenByPolicy, null);
        }

        if (eraser.StoreCount == 0)
        {
            return Answers.NothingToCheck(Id, null);
        }

        var tally = new Tally(Id, Order);
        byte[] marker = Ascii.Bytes(Chance.Text(context.Board.Random, MarkerLength));
        Try(eraser, marker, tally);
        tally.Facts.Add("stores", eraser.StoreCount);
        tally.Facts.Add("real-stores", eraser.OnRealStores);
        return tally.Finish(Basis.Probed, Reasons.Holds);
    }

    private static void Try(IEraser eraser, byte[] marker, Tally tally)
    {
        int planted = Plant(eraser, marker, tally);
        tally.Facts.Add("planted", planted);

        if (!eraser.Erase())
        {
            tally.Bad(CheckReasons.EraseFailed, Basis.Probed, null);
        }

        for (int i = 0; i < eraser.StoreCount; i++)
        {
            tally.Judge(eraser.Find(i, marker), Answer.Yes, CheckReasons.LeftReadable, Basis.Probed, eraser.StoreName(i));
        }

        tally.Judge(eraser.DefaultsRestored, Answer.No, CheckReasons.DefaultsNotBack, Basis.Probed, null);
        tally.Judge(eraser.IdentityKeyDestroyed, Answer.No, CheckReasons.KeyNotDestroyed, Basis.Probed, null);
    }

    /// <summary>A marker that was never seen proves nothing by being gone.</summary>
    private static int Plant(IEraser eraser, byte[] marker, Tally tally)
    {
        int planted = 0;

        for (int i = 0; i < eraser.StoreCount; i++)
        {
            if (eraser.Plant(i, marker) && eraser.Find(i, marker) == Answer.Yes)
            {
                planted++;
            }
            else
            {
                tally.Unknown();
            }
        }

        return planted;
    }
}
