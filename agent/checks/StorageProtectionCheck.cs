using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.Checks;

/// <summary>Are the stored secrets protected?</summary>
public sealed class StorageProtectionCheck : ICheck
{
    private const string Order = CheckReasons.Readable + "," + CheckReasons.ClearInFlash;

    /// <inheritdoc/>
    public string Id => CheckIds.StorageProtection;

    /// <inheritdoc/>
    public Intrusion Intrusion => Intrusion.Reads;

    /// <inheritdoc/>
    public Finding Run(CheckContext context)
    {
        IStorage storage = context.Board.Storage;
        Finding without = Answers.WithoutPart(Id, storage);

        if (without != null)
        {
            return without;
        }

        if (storage.Count == 0)
        {
            return Answers.NothingToCheck(Id, null);
        }

        var tally = new Tally(Id, Order);

        for (int i = 0; i < storage.Count; i++)
        {
            Judge(storage.At(i), tally);
        }

        tally.Facts.Add("secrets", storage.Count);
        return tally.Finish(Basis.Probed, Reasons.Holds);
    }

    private static void Judge(IStoredSecret secret, Tally tally)
    {
        Answer reached = secret.PlainReadReachesIt();
        tally.Judge(reached, Answer.Yes, CheckReasons.Readable, Basis.Probed, secret.Name);

        if (IsProtected(secret))
        {
            return;
        }

        if (secret.Place == SecretPlace.PlainFlash && secret.Form == SecretForm.Clear)
        {
            tally.Bad(CheckReasons.ClearInFlash, Basis.Declared, secret.Name);
        }
        else
        {
            tally.Unknown();
        }
    }

    private static bool IsProtected(IStoredSecret secret) =>
        secret.Form == SecretForm.Hashed || secret.Form == SecretForm.Encrypted
        || secret.Place == SecretPlace.EncryptedFlash || secret.Place == SecretPlace.SecureElement || secret.Place == SecretPlace.Efuse;
}
