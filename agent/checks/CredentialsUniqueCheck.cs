using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Board;

namespace NanoAgent.Checks;

/// <summary>Is every factory-set credential this unit's own?</summary>
/// <remarks>
/// One unit cannot know: it hands over a slow keyed tag of each value, and the collector compares tags over units. A success
/// here says "declared the unit's own, and tagged", no more. The probe account has no rights and a value that the firmware drew
/// on the unit: it is left out unless it is declared common.
/// </remarks>
public sealed class CredentialsUniqueCheck : ICheck, IReasked
{
    private const string Order = CheckReasons.SharedValue;

    /// <inheritdoc/>
    public string Id => CheckIds.CredentialsUnique;

    /// <inheritdoc/>
    public Intrusion Intrusion => Intrusion.Probes;

    /// <inheritdoc/>
    public string Mark(CheckContext context)
    {
        string key = context.TagKey == null ? "-" : Hex.Text(Sha256.Hash(context.TagKey), 0, 4);
        return key + "." + CredentialMark.Of(context.Board.Credentials);
    }

    /// <inheritdoc/>
    public Finding Run(CheckContext context)
    {
        ICredentials credentials = context.Board.Credentials;
        Finding without = Answers.WithoutPart(Id, credentials);

        if (without != null)
        {
            return without;
        }

        var tally = new Tally(Id, Order);
        int factorySet = 0;
        int tagged = 0;
        int undecided = 0;

        for (int i = 0; i < credentials.Count; i++)
        {
            ICredential credential = credentials.At(i);
            CredentialOrigin origin = credential.Origin;

            if (origin == CredentialOrigin.FactoryCommon)
            {
                tally.Bad(CheckReasons.SharedValue, Basis.Declared, credential.Name);
            }
            else if (credential.IsProbeAccount)
            {
                continue;
            }
            else if (origin == CredentialOrigin.FactoryUnique)
            {
                factorySet++;
                tagged += HandOver(credential, context) ? 1 : 0;
            }
            else if (origin == CredentialOrigin.Unknown)
            {
                undecided++;
                tally.Unknown();
            }
        }

        tally.Facts.Add("factory-set", factorySet);
        tally.Facts.Add("tagged", tagged);

        if (factorySet == 0 && undecided == 0 && !tally.HasBad)
        {
            return Answers.NothingToCheck(Id, tally.Facts);
        }

        return tagged == factorySet
            ? tally.Finish(Basis.Measured, CheckReasons.Tagged)
            : tally.Finish(Basis.Declared, CheckReasons.Declared);
    }

    private static bool HandOver(ICredential credential, CheckContext context)
    {
        if (context.TagKey == null || context.Tags == null || !Profile.IsCode(credential.Name))
        {
            return false;
        }

        byte[] tag = new byte[Sha256.HashBytes];

        if (!credential.TryTag(context.TagKey, tag))
        {
            return false;
        }

        context.Tags.Add(credential.Name, tag);
        return true;
    }
}
