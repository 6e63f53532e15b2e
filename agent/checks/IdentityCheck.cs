using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Board;

namespace NanoAgent.Checks;

/// <summary>Does the unit have an identity of its own, and is it the one it had?</summary>
/// <remarks>Remembers "key-id.hash" of the first identity seen, hash being the first half of SHA-256 of the UEID in hex.</remarks>
public sealed class IdentityCheck : ICheck
{
    private const string SeenKey = "identity-seen";

    // What is signed is no digest that a token could have.
    private const string ChallengePrefix = "nanoagent identity check ";
    private const int ChallengeLength = 32;

    private const string Order =
        CheckReasons.MalformedUeid + "," + CheckReasons.PublishedKey + "," + CheckReasons.UeidChanged + "," + CheckReasons.KeyChanged
        + "," + CheckReasons.KeyMismatch + "," + CheckReasons.DerivedIdentity;

    /// <inheritdoc/>
    public string Id => CheckIds.Identity;

    /// <inheritdoc/>
    public Intrusion Intrusion => Intrusion.Reads;

    /// <inheritdoc/>
    public Finding Run(CheckContext context)
    {
        if (context.Signer == null)
        {
            return Answers.NotThere(Id);
        }

        // First of all, since verifying takes more of the heap than anything else that the agent does.
        string mismatch = Challenge(context);
        IIdentity identity = context.Board.Identity;
        var tally = new Tally(Id, Order);
        tally.Facts.Add("key", Text(context.Signer.Protection));

        if (!IsWellFormed(identity.Ueid))
        {
            tally.Bad(CheckReasons.MalformedUeid, Basis.Probed, null);
        }
        else
        {
            Compare(identity.Ueid, context, tally);
        }

        if (PublishedKeys.Contains(context.Signer.PublicKey))
        {
            tally.Bad(CheckReasons.PublishedKey, Basis.Probed, null);
        }

        if (mismatch == CheckReasons.KeyMismatch)
        {
            tally.Bad(mismatch, Basis.Probed, null);
        }
        else if (mismatch != null)
        {
            tally.Missed(mismatch);
        }

        tally.Judge(identity.DerivedFromPublicData, Answer.Yes, CheckReasons.DerivedIdentity, Basis.Declared, null);
        return tally.Finish(Basis.Probed, Reasons.Holds);
    }

    /// <summary>Type RAND and 16, 24 or 32 bytes (RFC 9711 §4.2.1.1), which are not all the same.</summary>
    private static bool IsWellFormed(byte[] ueid)
    {
        bool good = Profile.IsUeid(ueid);
        bool varies = false;

        for (int i = 2; good && i < ueid.Length; i++)
        {
            varies |= ueid[i] != ueid[1];
        }

        return good && varies;
    }

    private static void Compare(byte[] ueid, CheckContext context, Tally tally)
    {
        string keyId = context.Signer.KeyId;
        string unit = Hex.Text(Sha256.Hash(ueid), 0, 16);
        string seen = context.Memory.Get(SeenKey);

        string[] parts = seen == null ? new string[0] : seen.Split('.');

        if (parts.Length != 2)
        {
            context.Memory.Set(SeenKey, keyId + "." + unit);
            return;
        }

        if (parts[1] != unit)
        {
            tally.Bad(CheckReasons.UeidChanged, Basis.Probed, null);
        }

        if (parts[0] != keyId)
        {
            tally.Bad(CheckReasons.KeyChanged, Basis.Probed, null);
        }
    }

    /// <summary>Does what the signer signs verify with its public key? Null when it does, else the reason.</summary>
    private static string Challenge(CheckContext context)
    {
        byte[] digest = Sha256.Hash(Ascii.Bytes(ChallengePrefix + Chance.Text(context.Board.Random, ChallengeLength)));
        byte[] signature = new byte[TokenSigner.SignatureBytes];

        if (!context.Signer.TrySign(digest, signature))
        {
            return Reasons.Unreachable;
        }

        return Es256.Verify(context.Signer.PublicKey, digest, signature) ? null : CheckReasons.KeyMismatch;
    }

    private static string Text(KeyProtection protection)
    {
        switch (protection)
        {
            case KeyProtection.PlainFlash:
                return "plain-flash";
            case KeyProtection.EncryptedFlash:
                return "encrypted-flash";
            case KeyProtection.SecureElement:
                return "secure-element";
            case KeyProtection.Efuse:
                return "efuse";
            default:
                return "unknown";
        }
    }
}
